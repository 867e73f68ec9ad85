package org.voxpost.app.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.lane.LaneThreads;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MessageSink;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.Verdict;
import org.voxpost.sdp.ConnectionAddress;
import org.voxpost.sdp.Origin;
import org.voxpost.sdp.SdpException;
import org.voxpost.sdp.SessionDescription;
import org.voxpost.sip.Body;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.IncomingCall;
import org.voxpost.sip.Invitation;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipHeaders;
import org.voxpost.sip.SipUri;

/**
 * A handset and the ESRP that routes its call, in one (NENA-STA-010.3): calls once, with a location, writes, reads and hangs up. One thread
 * calls its methods.
 */
final class EmergencyCaller implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String BOUNDARY = "what-the-esrp-knows";

    private final LaneThreads threads = new LaneThreads("caller-timer");
    private final MsrpEndpoint msrp;
    private final SipEndpoint sip;
    private final Deadline deadline;
    private final CompletableFuture<Void> established = new CompletableFuture<>();
    private final CompletableFuture<CallEnd> over = new CompletableFuture<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private @Nullable OutgoingCall call;
    private @Nullable MsrpSession session;

    private EmergencyCaller(EmergencyPorts ports, Deadline deadline) throws IOException {
        this.deadline = deadline;
        this.msrp = MsrpEndpoint.open(
                MsrpConfiguration.on(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), ports.callerMsrp()))
                        .withAdvertised(LOOPBACK, 0));
        try {
            this.sip = SipEndpoint.open(
                    SipConfiguration.on(LOOPBACK, ports.caller()), threads::lane, EmergencyCaller::refuse);
        } catch (IOException | RuntimeException e) {
            msrp.close();
            throw e;
        }
    }

    /** Binds the sockets. */
    static EmergencyCaller open(EmergencyPorts ports, Deadline deadline) throws IOException {
        return new EmergencyCaller(ports, deadline);
    }

    /**
     * Calls, and waits until text can flow.
     *
     * @param ids what the call and the incident are called in the whole network
     * @param location a PIDF-LO (RFC 4119)
     */
    void call(SipUri to, Ids ids, String location) throws Demo.Failed, InterruptedException {
        MsrpSession offered = msrp.offer(SessionTerms.of(List.of("message/cpim", "text/plain")), new Stream());
        session = offered;
        ConnectionAddress here = ConnectionAddress.of(LOOPBACK);
        SessionDescription offer = SessionDescription.of(Origin.of("esrp", 1, here), "text to 9-1-1")
                .withConnection(here)
                .plus(offered.localDescription());
        call = sip.invite(
                Invitation.of(SipUri.of("+19795550123", LOOPBACK, sip.udpPort()), to, body(offer, location))
                        .withHeaders(SipHeaders.of("Geolocation", "<cid:location@esrp.example.com>")
                                .with("Geolocation-Routing", "yes")
                                .with("Call-Info", "<" + ids.call() + ">;purpose=emergency-CallId")
                                .with("Call-Info", "<" + ids.incident() + ">;purpose=emergency-IncidentId")
                                .with("Resource-Priority", "esnet.1")),
                new Signalling(offered));
        var _ = deadline.await(established, "the call was not taken");
    }

    /**
     * How the NENA network names a call.
     *
     * @param call urn of the call
     * @param incident urn of the incident
     */
    record Ids(String call, String incident) {}

    private static Body body(SessionDescription offer, String location) {
        String text = part("application/sdp", "", new String(offer.encode(), StandardCharsets.UTF_8))
                + part("application/pidf+xml", "Content-ID: <location@esrp.example.com>\r\n", location)
                + "--" + BOUNDARY + "--\r\n";
        return Body.text("multipart/mixed;boundary=" + BOUNDARY, text);
    }

    private static String part(String type, String headers, String content) {
        return "--" + BOUNDARY + "\r\nContent-Type: " + type + "\r\n" + headers + "\r\n" + content + "\r\n";
    }

    /** Writes, and waits until the server has said that it is kept. */
    void write(String text) throws Demo.Failed, InterruptedException {
        MsrpSession current = session;
        CompletableFuture<SendOutcome> outcome = new CompletableFuture<>();
        if (current != null) {
            var _ = current.send(
                    MessageContent.of("text/plain", text.getBytes(StandardCharsets.UTF_8))
                            .withReports(true, FailureReport.YES),
                    outcome::complete);
        }
        SendOutcome end = deadline.await(outcome, "what the caller wrote was not acknowledged");
        if (!(end instanceof SendOutcome.Delivered)) {
            throw new Demo.Failed("what the caller wrote was not taken: " + end);
        }
    }

    /** The next words of the other side. */
    String read() throws Demo.Failed, InterruptedException {
        return deadline.await(heard, "the caller got no answer");
    }

    void hangUp() throws Demo.Failed, InterruptedException {
        OutgoingCall current = call;
        if (current != null) {
            current.hangUp();
        }
        var _ = deadline.await(over, "the call did not end");
    }

    @Override
    public void close() {
        sip.close();
        msrp.close();
        threads.close();
    }

    private static CallEvents refuse(IncomingCall call) {
        call.reject(403);
        return _ -> {};
    }

    /** What happens to the call, on its lane. */
    private final class Signalling implements CallEvents {

        private final MsrpSession offered;

        Signalling(MsrpSession offered) {
            this.offered = offered;
        }

        @Override
        public void answered(Optional<Body> body) {
            try {
                SessionDescription answer = SessionDescription.parse(
                        body.flatMap(Body::sessionDescription).map(Body::bytes).orElse(new byte[0]));
                offered.answered(answer.complete(answer.media().getFirst()));
            } catch (SdpException | NegotiationRefused e) {
                established.completeExceptionally(e);
            }
        }

        @Override
        public void ended(CallEnd end) {
            established.completeExceptionally(new IOException(end.inWords("the server")));
            offered.endAfterTail();
            over.complete(end);
        }
    }

    /** What comes on the stream, on its event loop. */
    private final class Stream implements SessionEvents {

        @Override
        public void established() {
            established.complete(null);
        }

        @Override
        public Reception incoming(IncomingMessage message) {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            return Reception.into(new MessageSink() {
                @Override
                public CompletionStage<Verdict> take(long offset, ByteBuffer part) {
                    byte[] copy = new byte[part.remaining()];
                    part.get(copy);
                    octets.writeBytes(copy);
                    return CompletableFuture.completedFuture(Verdict.TAKEN);
                }

                @Override
                public CompletionStage<Verdict> complete(long length) {
                    heard.add(octets.toString(StandardCharsets.UTF_8));
                    return CompletableFuture.completedFuture(Verdict.TAKEN);
                }

                @Override
                public void aborted(Abandonment why) {}
            });
        }
    }
}
