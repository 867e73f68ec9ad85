package org.voxpost.benchmarks.msrp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.voxpost.msrp.MediaSecurity;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.TlsContext;
import org.voxpost.msrp.TlsSettings;
import org.voxpost.sdp.ConnectionAddress;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.Origin;
import org.voxpost.sdp.SdpException;
import org.voxpost.sdp.SessionDescription;

/** What both ends set up their sessions with: the defaults of the stack, one event loop, and chunks and windows of the measurement. */
final class Terms {

    private Terms() {}

    static MsrpEndpoint endpoint() throws IOException {
        return MsrpEndpoint.open(configuration());
    }

    static MsrpEndpoint endpoint(TlsContext.Profile profile) throws IOException {
        return MsrpEndpoint.open(configuration().withTls(tls(profile)));
    }

    private static MsrpConfiguration configuration() {
        return MsrpConfiguration.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .withEventLoopThreads(1);
    }

    /** A self-signed certificate, known by its fingerprint. */
    static TlsSettings tls(TlsContext.Profile profile) {
        return TlsSettings.of(TlsContext.selfSigned(TlsContext.DEFAULT_NAME).withProfile(profile));
    }

    /** The same over TLS. */
    static SessionTerms secure(SessionTerms terms) {
        return terms.withPolicy(terms.policy().withSecurity(MediaSecurity.TLS));
    }

    /** One for all sessions, as an application would have it. */
    static final SessionTerms PASSIVE = SessionTerms.of(List.of("*"));

    static final SessionTerms ACTIVE = active(PeerPolicy.DEFAULT);

    /** For a peer that is known to take chunks of any size. */
    static final SessionTerms LARGE_CHUNKS =
            active(PeerPolicy.DEFAULT.withChunks(16 << 20).withWindow(64 << 20, 4_096));

    static SessionTerms active(PeerPolicy policy) {
        return PASSIVE.withPolicy(policy.withOfferSetup(PeerPolicy.OfferSetup.ACTIVE));
    }

    static String text(MediaDescription media) {
        Origin origin = Origin.of("bench", 1, ConnectionAddress.of("127.0.0.1"));
        SessionDescription whole = SessionDescription.of(origin, "-")
                .withConnection(ConnectionAddress.of("127.0.0.1"))
                .plus(media);
        return new String(whole.encode(), StandardCharsets.UTF_8);
    }

    static MediaDescription media(String text) throws SdpException {
        return SessionDescription.parse(text.getBytes(StandardCharsets.UTF_8))
                .media()
                .getFirst();
    }
}
