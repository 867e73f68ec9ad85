package org.voxpost.app.receive;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.RelayRefused;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.sdp.FileRange;
import org.voxpost.sdp.FileSelector;
import org.voxpost.sdp.FileTransfer;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.SdpException;

/**
 * One MSRP stream of a call, on which one file goes at a time (RFC 5547 §8.7). Everything happens on the call's lane; MSRP callbacks only
 * enqueue there.
 */
abstract sealed class MsrpStream implements SessionEvents permits TakingStream, GivingStream {
    /** RFC 5547 §8.3.1: the answer names the file and the transfer as the offer did. */
    static final List<String> ECHOED = List.of(FileSelector.NAME, FileTransfer.ID, FileRange.NAME);

    final ReceivingCall call;
    private @Nullable MsrpSession session;
    private boolean over;

    MsrpStream(ReceivingCall call) {
        this.call = call;
    }

    /** Begins an answer; it completes on the lane. */
    abstract CompletableFuture<StreamAnswer> answer(MediaDescription offered);

    /** Whether the offer goes on with what this stream does, or begins something else that it can do. */
    abstract boolean continues(MediaDescription offered) throws SdpException;

    /** Answers an offer that {@link #continues} it. After a refusal the stream is as it was. */
    abstract MediaDescription reoffered(MediaDescription offered) throws NegotiationRefused, SdpException;

    /** The answer is on its way. */
    void answered() {
        MsrpSession current = session;
        if (current != null) {
            current.start();
        }
    }

    /**
     * The stream is taken out of the call, or the call is over. May be called again.
     *
     * @return done when there is nothing more to be told of it
     */
    CompletionStage<?> end(String why) {
        over = true;
        MsrpSession current = session;
        if (current != null) {
            current.end();
        }
        return CompletableFuture.completedStage(null);
    }

    /**
     * The peer has hung up: what it sent before, and its answers to what we sent, still count for a time.
     *
     * @return done when there is nothing more to be told of it
     */
    CompletionStage<?> endAfterTail(String why) {
        return end(why);
    }

    boolean over() {
        return over;
    }

    /** No more comes on this stream. */
    void finished() {
        over = true;
    }

    @Nullable
    MsrpSession session() {
        return session;
    }

    void stand(MsrpSession made) {
        session = made;
    }

    @Override
    public void redescribed() {
        call.lane().execute(call::rerouted);
    }

    /** Answers with a session of its own, that may have to wait for its relay. */
    CompletableFuture<StreamAnswer> open(MediaDescription offered, SessionTerms terms) {
        if (over) {
            return decline("the call is over");
        }
        CompletableFuture<StreamAnswer> answer = new CompletableFuture<>();
        call.server()
                .msrp()
                .answerAsync(offered, terms, this)
                .whenComplete((made, failure) -> call.lane().execute(() -> {
                    if (made == null) {
                        over = true;
                        answer.complete(declined(failure));
                        return;
                    }
                    session = made;
                    if (over) {
                        made.end();
                    }
                    answer.complete(new StreamAnswer.Taken(made.localDescription()));
                }));
        return answer;
    }

    CompletableFuture<StreamAnswer> decline(String why) {
        over = true;
        return CompletableFuture.completedFuture(new StreamAnswer.Declined(488, why));
    }

    private static StreamAnswer declined(@Nullable Throwable failure) {
        String why = failure == null ? "" : String.valueOf(failure.getMessage());
        return switch (failure) {
            case NegotiationRefused _ -> new StreamAnswer.Declined(488, why);
            case RelayRefused _ -> new StreamAnswer.Declined(480, why);
            case null, default -> new StreamAnswer.Declined(500, "no MSRP session could be opened");
        };
    }
}
