package org.voxpost.benchmarks.msrp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.sdp.ConnectionAddress;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.Origin;
import org.voxpost.sdp.SdpException;
import org.voxpost.sdp.SessionDescription;

/** What both ends set up their sessions with: the defaults of the stack, one event loop, and the window of the measurement. */
final class Terms {

    private Terms() {}

    static MsrpEndpoint endpoint() throws IOException {
        return MsrpEndpoint.open(MsrpConfiguration.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .withEventLoopThreads(1));
    }

    static SessionTerms of(PeerPolicy policy) {
        return SessionTerms.of(List.of("*")).withPolicy(policy);
    }

    static PeerPolicy active() {
        return PeerPolicy.DEFAULT.withOfferSetup(PeerPolicy.OfferSetup.ACTIVE);
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
