package org.voxpost.msrp.session;

import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.AddressPolicy;
import org.voxpost.msrp.MediaSecurity;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.NegotiationRefused.Reason;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.wire.MsrpUri;
import org.voxpost.msrp.wire.UriPath;
import org.voxpost.sdp.AcceptTypes;
import org.voxpost.sdp.Connector;
import org.voxpost.sdp.MaxSize;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.MsrpPath;
import org.voxpost.sdp.SdpException;
import org.voxpost.sdp.Setup;

/**
 * What an offer and its answer come to (RFC 4975 §8, RFC 6135 §4.2, RFC 6714 §4).
 *
 * @param remotePath where our requests go
 * @param weConnect whether we make the connection and send the first request
 * @param target what we connect to then
 * @param largest octets of a message that the peer takes (RFC 4975 §8.6: max-size); 0 when it says nothing
 * @param peer whom the other end of the connection has to be; null without TLS, and where the connection is that to our relay
 * @param hosts where the peer is by what it says: the host of its path, and that of its c-line
 * @param cema whether our answer shows {@code a=msrp-cema}
 */
public record Negotiation(
        UriPath remotePath,
        boolean weConnect,
        Target target,
        long largest,
        @Nullable PeerIdentity peer,
        Set<String> hosts,
        boolean cema) {

    public Negotiation {
        hosts = Set.copyOf(hosts);
    }

    /** Reads the answer to an offer of ours. */
    public static Negotiation ofAnswer(MediaDescription offer, MediaDescription answer, SessionTerms terms)
            throws NegotiationRefused {
        if (!relayed(terms)) {
            Protection.requireSame(offer, answer);
        }
        UriPath path = acceptable(answer, terms);
        boolean weConnect = connector(Setup.in(offer), Setup.in(answer)) == Connector.OFFERER;
        boolean ourRelay = path(offer).uris().size() > 1;
        Target target = offer.has(Cema.ATTRIBUTE.name())
                ? Cema.ofAnswer(answer, path, weConnect, ourRelay)
                : Target.of(path.first());
        return new Negotiation(
                path, weConnect, target, largest(answer, terms), peer(answer, path, terms), hosts(answer, path), false);
    }

    /** Reads an offer, with the setup that we answer. */
    public static Negotiation ofOffer(MediaDescription offer, Setup ours, SessionTerms terms)
            throws NegotiationRefused {
        if (!relayed(terms)) {
            Protection.requireTaken(offer, terms.policy().security());
        }
        UriPath path = acceptable(offer, terms);
        boolean weConnect = connector(Setup.in(offer), Optional.of(ours)) == Connector.ANSWERER;
        Optional<Target> anchored = terms.policy().address().target() == AddressPolicy.Target.CEMA
                ? Cema.ofOffer(offer, path, weConnect, relayed(terms))
                : Optional.empty();
        return new Negotiation(
                path,
                weConnect,
                anchored.orElse(Target.of(path.first())),
                largest(offer, terms),
                peer(offer, path, terms),
                hosts(offer, path),
                anchored.isPresent());
    }

    private static long largest(MediaDescription theirs, SessionTerms terms) {
        return MaxSize.in(theirs)
                .map(MaxSize::octets)
                .orElse(terms.policy().messages().assumedMaxSize());
    }

    /** Behind a relay of ours it is for the relays to know each other. */
    private static boolean relayed(SessionTerms terms) {
        return terms.policy().relay().account().isPresent();
    }

    private static @Nullable PeerIdentity peer(MediaDescription theirs, UriPath path, SessionTerms terms)
            throws NegotiationRefused {
        MediaSecurity security = terms.policy().security();
        if (relayed(terms)) {
            Protection.requireAllTheWay(path, security);
            Protection.refuseBehindRelay(theirs, security);
            return null;
        }
        return Protection.of(theirs, path, security);
    }

    /**
     * True when the session has to go to another place, or by another path, than by the one before. What the peer says of its
     * certificate is for the connection to compare.
     */
    public boolean movesFrom(Negotiation before) {
        return !remotePath.uris().equals(before.remotePath.uris())
                || (weConnect && before.weConnect && !target.equals(before.target));
    }

    /**
     * True when only URIs of relays in the path are others, and not where they are or whose session it is: a relay gave the peer another URI
     * (RFC 4976 §9.4), and is reached as before.
     */
    public boolean staysOnItsConnection(Negotiation before) {
        MsrpUri hop = remotePath.first();
        MsrpUri hopBefore = before.remotePath.first();
        return remotePath.uris().size() > 1
                && before.remotePath.uris().size() > 1
                && remotePath.last().equals(before.remotePath.last())
                && hop.secure() == hopBefore.secure()
                && Target.of(hop).equals(Target.of(hopBefore))
                && target.equals(before.target)
                && weConnect == before.weConnect
                && Objects.equals(peer, before.peer);
    }

    /** True when c- and m-line lead elsewhere than the path, which RFC 4975 §8.1 does not let them. */
    public static boolean elsewhere(MediaDescription theirs, Negotiation negotiated) {
        return Cema.differs(theirs, negotiated.remotePath);
    }

    private static Set<String> hosts(MediaDescription theirs, UriPath path) {
        Set<String> hosts = new HashSet<>();
        hosts.add(path.first().host());
        theirs.connection().filter(line -> !line.isUnspecified()).ifPresent(line -> hosts.add(line.address()));
        return hosts;
    }

    private static Connector connector(Optional<Setup> offer, Optional<Setup> answer) throws NegotiationRefused {
        try {
            return Connector.of(offer, answer);
        } catch (SdpException e) {
            throw new NegotiationRefused(Reason.SETUP, "the a=setup of offer and answer do not go together");
        }
    }

    private static UriPath acceptable(MediaDescription theirs, SessionTerms terms) throws NegotiationRefused {
        if (theirs.declined()) {
            throw new NegotiationRefused(Reason.DECLINED, "the peer declined the stream with port 0");
        }
        if (!theirs.isMessage()) {
            throw new NegotiationRefused(Reason.TRANSPORT, "the stream is not MSRP over TCP");
        }
        UriPath path = path(theirs);
        Optional<AcceptTypes> accepted = AcceptTypes.in(theirs);
        for (String type : terms.sendTypes()) {
            if (accepted.isPresent() && !accepted.get().accepts(type)) {
                throw new NegotiationRefused(Reason.TYPES, "the peer does not accept " + type);
            }
        }
        long largest = largest(theirs, terms);
        if (largest > 0 && terms.sendOctets() > largest) {
            throw new NegotiationRefused(Reason.MAX_SIZE, "the peer takes no more than " + largest + " octets");
        }
        return path;
    }

    private static UriPath path(MediaDescription theirs) throws NegotiationRefused {
        try {
            Optional<MsrpPath> written = MsrpPath.in(theirs);
            if (written.isEmpty()) {
                throw new NegotiationRefused(Reason.NO_PATH, "the description has no a=path");
            }
            UriPath path = UriPath.parse(String.join(" ", written.get().uris()));
            MsrpUri hop = path.first();
            // SipLib writes ;tls behind msrps, where RFC 4975 §6 has tcp.
            if (!hop.transport().equals("tcp")
                    && !(hop.secure() && hop.transport().equals("tls"))) {
                throw new NegotiationRefused(Reason.TRANSPORT, "the path is not one of TCP");
            }
            if (hop.port() == MsrpUri.NO_PORT || path.last().sessionId() == null) {
                throw new NegotiationRefused(Reason.BAD_PATH, "the path lacks a port or a session id");
            }
            return path;
        } catch (SdpException | IllegalArgumentException e) {
            throw new NegotiationRefused(Reason.BAD_PATH, "the a=path cannot be read: " + e.getMessage());
        }
    }
}
