package org.voxpost.msrp;

/**
 * Where a connection to one peer leads and starts, and where one of its own may come from.
 *
 * @param target what we connect to when we are active
 * @param source what our side of such a connection is bound to
 * @param inbound from where the peer may connect when it is active
 * @param dscp the differentiated services code point of what we send (RFC 2474), 0 to 63; {@link #SYSTEM_DSCP} leaves it to the
 *     system. A connection that the peer made carries it from its first request on
 * @param reoffers whether the peer takes offers in mid-call; where it does not, a session that would need one fails
 */
public record AddressPolicy(Target target, Source source, Inbound inbound, int dscp, boolean reoffers) {

    public static final int SYSTEM_DSCP = -1;

    public static final AddressPolicy DEFAULT =
            new AddressPolicy(Target.PATH, Source.ANY, Inbound.ANY, SYSTEM_DSCP, true);

    public AddressPolicy {
        if (dscp < SYSTEM_DSCP || dscp > 63) {
            throw new IllegalArgumentException("dscp must be 0 to 63, or -1, not " + dscp);
        }
    }

    public AddressPolicy withTarget(Target other) {
        return new AddressPolicy(other, source, inbound, dscp, reoffers);
    }

    public AddressPolicy withSource(Source other) {
        return new AddressPolicy(target, other, inbound, dscp, reoffers);
    }

    public AddressPolicy withInbound(Inbound other) {
        return new AddressPolicy(target, source, other, dscp, reoffers);
    }

    public AddressPolicy withDscp(int other) {
        return new AddressPolicy(target, source, inbound, other, reoffers);
    }

    public AddressPolicy withReoffers(boolean other) {
        return new AddressPolicy(target, source, inbound, dscp, other);
    }

    /** What the c-line and the port of the m-line are to us. */
    public enum Target {
        /** We connect to the path; a c- or m-line that says otherwise is let pass and counted (RFC 4975 §8.1). */
        PATH,
        /** We connect to the path, and do not look at the c- and m-line. */
        IGNORE,
        /** We show {@code a=msrp-cema} and connect to the c- and m-line wherever RFC 6714 says so. */
        CEMA
    }

    /** The near end of a connection that we make. */
    public enum Source {
        /** Whatever the system picks. */
        ANY,
        /** The address of the listener, with any port. */
        ADDRESS,
        /**
         * Address and port of the listener, for peers that compare them with our path. A second connection to the same place, or
         * one too soon after another, starts at any port all the same: the pair is taken then.
         */
        LISTENER
    }

    /** The far end of a connection that the peer makes. */
    public enum Inbound {
        /** Anywhere: the session id is the secret (RFC 4975 §14.1), and peers behind a NAT come from elsewhere. */
        ANY,
        /** The host of the peer's path or c-line; a request from elsewhere finds no session and is answered 481. */
        DESCRIBED
    }
}
