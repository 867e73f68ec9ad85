package org.voxpost.benchmarks.text;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.sdp.SdpException;
import org.voxpost.sdp.SessionDescription;
import org.voxpost.sip.Body;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;

/** One caller. Each line says who wrote it, the how manieth it is, and when. */
final class Writer implements SessionEvents, CallEvents {

    private final int id;
    private final MsrpSession session;
    private final CompletableFuture<Boolean> flows = new CompletableFuture<>();
    private volatile @Nullable String failure;
    private int lines;

    Writer(int id, MsrpEndpoint msrp, SessionTerms terms) {
        this.id = id;
        this.session = msrp.offer(terms, this);
    }

    MsrpSession session() {
        return session;
    }

    /** Completes when text can flow, or never will. */
    CompletableFuture<Boolean> flows() {
        return flows;
    }

    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** @param answered told how many nanoseconds its 200 took */
    void write(LongConsumer answered) {
        long now = System.nanoTime();
        lines++;
        String line = "line " + id + " " + lines + " " + now + " where are you, please hurry";
        var _ = session.send(
                MessageContent.of("text/plain", line.getBytes(StandardCharsets.UTF_8))
                        .withReports(false, FailureReport.YES),
                outcome -> {
                    if (outcome instanceof SendOutcome.Delivered) {
                        answered.accept(System.nanoTime() - now);
                    } else {
                        failure = outcome.toString();
                    }
                });
    }

    int lines() {
        return lines;
    }

    @Override
    public void answered(Optional<Body> body) {
        try {
            SessionDescription answer =
                    SessionDescription.parse(body.orElseThrow().bytes());
            session.answered(answer.complete(answer.media().getFirst()));
        } catch (SdpException | NegotiationRefused e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void ended(CallEnd end) {
        fail(end.inWords("the server"));
    }

    @Override
    public void established() {
        flows.complete(true);
    }

    @Override
    public Reception incoming(IncomingMessage message) {
        return Reception.refuse(403, "Nothing is wanted");
    }

    @Override
    public void ended(SessionEnd end) {
        fail(end.detail());
    }

    private void fail(String why) {
        failure = why;
        flows.complete(false);
    }
}
