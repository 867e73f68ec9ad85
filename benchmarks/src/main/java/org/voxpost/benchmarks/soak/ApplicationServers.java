package org.voxpost.benchmarks.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.voxpost.engine.lane.Lanes;
import org.voxpost.engine.lane.MonotonicClock;
import org.voxpost.sip.Body;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.InfoExchange;
import org.voxpost.sip.InfoOutcome;
import org.voxpost.sip.Invitation;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipHeaders;
import org.voxpost.sip.SipUri;

/** Gives orders, each in a dialog of its own, and lives with a server that is suddenly gone. */
final class ApplicationServers implements AutoCloseable {

    private static final String KEY_HEADER = "X-Job-Key";
    private static final String NO_MEDIA = "v=0\r\no=as 1 1 IN IP4 0.0.0.0\r\ns=-\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\n";
    private static final SipUri FROM = SipUri.of("as", "127.0.0.1", 0);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** Longer than all attempts at any order take. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("soak-timer").factory());
    private final SipEndpoint sip;
    private final SipUri server;
    private final Jobs jobs;
    private volatile CompletableFuture<Void> crash = new CompletableFuture<>();

    ApplicationServers(int serverPort, Jobs jobs) throws IOException {
        this.server = SipUri.of("msml", "127.0.0.1", serverPort);
        this.jobs = jobs;
        Lanes lanes = new Lanes(threads, timer, new MonotonicClock());
        this.sip = SipEndpoint.open(SipConfiguration.on("127.0.0.1", 0), lanes, call -> {
            call.reject(403);
            return (CallEvents) _ -> {};
        });
    }

    /** The server was killed: what its dialogs were to tell never comes. */
    void crashed() {
        CompletableFuture<Void> before = crash;
        crash = new CompletableFuture<>();
        before.complete(null);
    }

    /**
     * Gives an order and goes through with it as it says.
     *
     * @return whether the server promised to do it
     */
    boolean play(Scenario scenario, Peers peers) throws InterruptedException {
        CompletableFuture<Void> gone = crash;
        Dialog dialog = new Dialog();
        OutgoingCall call =
                sip.invite(Invitation.of(FROM, server, Body.sdp(NO_MEDIA)).withAnswerDeadline(ANSWER), dialog);
        try {
            if (!await(dialog.answered, gone)) {
                return false;
            }
            CompletableFuture<Boolean> promised = call.info(
                            peers.order(scenario, call.remoteTag()), SipHeaders.of(KEY_HEADER, scenario.key()))
                    .thenApply(ApplicationServers::promised)
                    .toCompletableFuture();
            if (!await(promised, gone) || !promised.getNow(false)) {
                return false;
            }
            conclude(scenario, call, dialog, gone);
            return true;
        } finally {
            call.hangUp();
        }
    }

    private void conclude(Scenario scenario, OutgoingCall call, Dialog dialog, CompletableFuture<Void> gone)
            throws InterruptedException {
        if (scenario.ending() == Ending.WAITS) {
            await(dialog.exited, gone);
            return;
        }
        Thread.sleep(scenario.pause());
        switch (scenario.ending()) {
            case WAITS, HANGS_UP -> {}
            case ENDS_DIALOG -> {
                var _ = call.info(Peers.end(call.remoteTag()));
                await(dialog.exited, gone);
            }
            case CANCELS -> {
                cancel(scenario.key());
                await(dialog.exited, gone);
            }
        }
    }

    private void cancel(String key) throws InterruptedException {
        try {
            jobs.cancel(key);
        } catch (IOException e) {
            // The server was killed meanwhile: then the job goes on, or is done.
        }
    }

    private static boolean promised(InfoOutcome outcome) {
        return outcome instanceof InfoOutcome.Answered answered
                && answered.good()
                && answered.body().map(Body::text).orElse("").contains("response=\"200\"");
    }

    /** Whether it came, and not the end of the server before it. */
    private static boolean await(CompletableFuture<?> what, CompletableFuture<Void> gone) throws InterruptedException {
        try {
            CompletableFuture.anyOf(what, gone).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return what.isDone() && !what.isCompletedExceptionally();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        sip.close();
        timer.shutdownNow();
        threads.close();
    }

    /** What one call hears. */
    private static final class Dialog implements CallEvents {

        private final CompletableFuture<Void> answered = new CompletableFuture<>();
        private final CompletableFuture<Void> exited = new CompletableFuture<>();

        @Override
        public void answered(Optional<Body> body) {
            answered.complete(null);
        }

        @Override
        public void info(InfoExchange exchange) {
            exchange.accept();
            if (exchange.body().map(Body::text).orElse("").contains("name=\"msml.dialog.exit\"")) {
                exited.complete(null);
            }
        }

        @Override
        public void ended(CallEnd end) {
            IOException over = new IOException("the call ended with " + end);
            answered.completeExceptionally(over);
            exited.completeExceptionally(over);
        }
    }
}
