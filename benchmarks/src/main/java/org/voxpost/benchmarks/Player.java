package org.voxpost.benchmarks;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.voxpost.sip.Body;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.InfoExchange;
import org.voxpost.sip.Invitation;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.SipUri;

/**
 * One application server: orders a transfer, waits for its {@code msml.dialog.exit}, orders the next. Its fields are touched
 * only by the lane of the call that it has at the time, or before that call is made.
 */
final class Player {
    private static final SipUri FROM = SipUri.of("as", "127.0.0.1", 0);
    private static final String NO_MEDIA = "v=0\r\no=as 1 1 IN IP4 0.0.0.0\r\ns=-\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\n";

    private final Load load;
    private final boolean dialogPerJob;
    private @Nullable Control standing;

    Player(Load load, boolean dialogPerJob) {
        this.load = load;
        this.dialogPerJob = dialogPerJob;
    }

    /** Does one job and then asks the load for more. */
    void play(long job) {
        Control open = standing;
        if (open == null) {
            call(job);
        } else {
            open.order(job);
        }
    }

    /** Ends the dialog that stands between jobs, if one does. */
    void leave() {
        Control open = standing;
        if (open != null) {
            open.leave();
        }
    }

    private void call(long job) {
        Control control = new Control(job);
        Invitation invitation = Invitation.of(
                        FROM, SipUri.of("msml", "127.0.0.1", load.serverPort()), Body.sdp(NO_MEDIA))
                .withAnswerDeadline(Duration.ofSeconds(40));
        control.call(load.sip().invite(invitation, control));
    }

    private final class Control implements CallEvents {
        private long job;
        private long start = System.nanoTime();
        private boolean leaving;
        private CompletionStage<@Nullable Void> ordered = CompletableFuture.completedStage(null);
        private volatile @Nullable OutgoingCall call;

        Control(long job) {
            this.job = job;
        }

        void call(OutgoingCall made) {
            call = made;
        }

        @Override
        public void answered(Optional<Body> body) {
            if (!dialogPerJob) {
                standing = this;
            }
            send();
        }

        void order(long next) {
            job = next;
            start = System.nanoTime();
            send();
        }

        void leave() {
            leaving = true;
            made().hangUp();
        }

        @Override
        public void info(InfoExchange exchange) {
            exchange.accept();
            String event = exchange.body().map(Job::text).orElse("");
            if (!Job.isDialogExit(event)) {
                return;
            }
            if (Job.isFailure(event)) {
                load.failed("job " + job + ": " + event);
            } else {
                // A 200 that a full machine lost comes again; a BYE before it would make the order fail.
                ordered.thenRun(this::told);
            }
        }

        private void told() {
            if (dialogPerJob) {
                leave();
            } else {
                load.done(Player.this, System.nanoTime() - start);
            }
        }

        @Override
        public void ended(CallEnd end) {
            if (!leaving) {
                load.failed("job " + job + ": the call ended with " + end);
            } else if (dialogPerJob) {
                load.done(Player.this, System.nanoTime() - start);
            }
        }

        private void send() {
            OutgoingCall made = made();
            ordered = made.info(load.order(made.remoteTag(), job))
                    .thenAccept(
                            outcome -> Job.refusal(outcome).ifPresent(why -> load.failed("job " + job + ": " + why)));
        }

        private OutgoingCall made() {
            OutgoingCall made = call;
            while (made == null) {
                // The answer overtook the return of invite on the other thread: by a few instructions.
                Thread.onSpinWait();
                made = call;
            }
            return made;
        }
    }
}
