package org.voxpost.msrp.session;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.NegotiationRefused.Reason;
import org.voxpost.msrp.wire.MsrpUri;
import org.voxpost.msrp.wire.UriPath;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.ConnectionAddress;
import org.voxpost.sdp.MediaDescription;

/**
 * Whether the c- and m-line or the path lead to the peer (RFC 6714 §4). Names are compared as they are written; who wants them looked
 * up first does so with {@link org.voxpost.msrp.MsrpEndpoint#located}.
 */
final class Cema {

    static final Attribute ATTRIBUTE = Attribute.flag("msrp-cema");

    private static final int DISCARD_PORT = 9;

    private Cema() {}

    /** What the answer to an offer of ours with msrp-cema has us connect to (RFC 6714 §4.2). */
    static Target ofAnswer(MediaDescription answer, UriPath theirs, boolean weConnect, boolean ourRelay)
            throws NegotiationRefused {
        boolean theirRelay = theirs.uris().size() > 1;
        if (!answer.has(ATTRIBUTE.name())) {
            boolean matches = matches(answer, theirs);
            if (!matches && (!weConnect || ourRelay || theirRelay)) {
                throw new NegotiationRefused(
                        Reason.WITHOUT_CEMA, "the answer does without CEMA, and a middlebox changed its c-line");
            }
            if (matches && theirRelay) {
                return Target.of(theirs.first());
            }
        }
        return target(answer).orElse(Target.of(theirs.first()));
    }

    /** What an offer has us connect to when we answer with msrp-cema; empty when we answer without (RFC 6714 §4.3). */
    static Optional<Target> ofOffer(MediaDescription offer, UriPath theirs, boolean weConnect, boolean ourRelay)
            throws NegotiationRefused {
        if (!offer.has(ATTRIBUTE.name()) && !matches(offer, theirs)) {
            throw new NegotiationRefused(
                    Reason.MIDDLEBOX, "the c-line leads elsewhere than the path, and the offer does not say msrp-cema");
        }
        boolean theirRelay = theirs.uris().size() > 1;
        if ((theirRelay && (ourRelay || !weConnect)) || (ourRelay && weConnect)) {
            return Optional.empty();
        }
        return Optional.of(target(offer).orElse(Target.of(theirs.first())));
    }

    /** The c- and m-line as a target; empty when they are none, as the m-line of a side that only connects. */
    private static Optional<Target> target(MediaDescription media) {
        return media.port() == DISCARD_PORT
                ? Optional.empty()
                : media.connection()
                        .filter(line -> !line.isUnspecified())
                        .map(line -> new Target(line.address(), media.port()));
    }

    /** True when the c- and m-line lead to a host and port of the path, or say nothing (RFC 6714 §4.4). */
    static boolean matches(MediaDescription media, UriPath path) {
        Optional<ConnectionAddress> line = media.connection();
        if (line.isEmpty()) {
            return true;
        }
        boolean anyPort = media.port() == DISCARD_PORT;
        for (MsrpUri uri : path.uris()) {
            if ((anyPort || uri.port() == media.port())
                    && same(uri.host(), line.get().address())) {
                return true;
            }
        }
        return false;
    }

    /** True when both are addresses and lead elsewhere: then nothing that a look-up finds makes them match. */
    static boolean differs(MediaDescription media, UriPath path) {
        String address = media.connection().map(ConnectionAddress::address).orElse("");
        return literal(address) != null && literal(path.first().host()) != null && !matches(media, path);
    }

    private static boolean same(String host, String other) {
        byte[] address = literal(host);
        return host.equalsIgnoreCase(other) || (address != null && Arrays.equals(address, literal(other)));
    }

    private static byte @Nullable [] literal(String host) {
        return NetUtil.createByteArrayFromIpAddressString(host);
    }
}
