package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.CallHandler;
import org.voxpost.sip.Lanes;
import org.voxpost.sip.SipConfiguration;

/** What the parts of one endpoint share. */
final class Core {
    private static final Logger LOG = LoggerFactory.getLogger(Core.class);

    final SipConfiguration configuration;
    final Lanes lanes;
    final CallHandler handler;
    final Stack stack;
    final Counters counters;
    final Ids ids;
    final Local local;
    final Messages messages;
    final CallTable calls = new CallTable();
    final Answered answered;
    final Sender sender;
    final Digest digest;
    final Unreadable unreadable;

    private final ScheduledThreadPoolExecutor timer;

    Core(
            SipConfiguration configuration,
            Lanes lanes,
            CallHandler handler,
            Stack stack,
            Counters counters,
            Ids ids,
            Local local) {
        this.configuration = configuration;
        this.lanes = lanes;
        this.handler = handler;
        this.stack = stack;
        this.counters = counters;
        this.ids = ids;
        this.local = local;
        this.messages = new Messages(configuration.userAgent(), handler::overload);
        this.sender = new Sender(stack, configuration.t1());
        this.unreadable = new Unreadable(handler);
        this.digest = new Digest(configuration.credentials(), ids);
        this.timer = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform()
                        .daemon()
                        .name("sip-call-timer-" + stack.udpPort())
                        .factory());
        timer.setRemoveOnCancelPolicy(true);
        this.answered = new Answered(configuration.t1().multipliedBy(64).toNanos());
        var _ = timer.scheduleWithFixedDelay(() -> answered.sweep(System.nanoTime()), 1, 1, TimeUnit.SECONDS);
    }

    /** Runs {@code task} on {@code lane} after {@code delay}, unless cancelled or the endpoint is closed by then. */
    Timer after(Duration delay, Executor lane, Runnable task) {
        try {
            return new Timer(timer.schedule(() -> run(lane, task), delay.toNanos(), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException closed) {
            return new Timer(CompletableFuture.completedFuture(null));
        }
    }

    /** Hands a task to a lane; a lane that is closed already drops it. */
    static void run(Executor lane, Runnable task) {
        try {
            lane.execute(task);
        } catch (RejectedExecutionException closed) {
            LOG.debug("A SIP event was dropped, its lane is closed.");
        }
    }

    Duration t1(int times) {
        return configuration.t1().multipliedBy(times);
    }

    /** Sends a response in its transaction; what cannot be sent is repeated by the peer's request, or lost with the peer. */
    void respond(ServerTransaction transaction, SIPResponse response) {
        keep(response);
        try {
            transaction.sendResponse(response);
        } catch (SipException | InvalidArgumentException | RuntimeException failed) {
            LOG.debug(
                    "Call {}: the response {} was not sent: {}",
                    response.getCallId().getCallId(),
                    response.getStatusCode(),
                    failed.getMessage());
        }
    }

    /** Over TCP and TLS nothing comes again. Refusals of INVITE stay with the stack, which repeats them until their ACK comes. */
    private void keep(SIPResponse response) {
        int status = response.getStatusCode();
        String transaction = response.getTopmostVia().getBranch();
        boolean reliable = Transports.reliable(response.getTopmostVia().getTransport());
        if (status < 200 || transaction == null || reliable) {
            return;
        }
        if (!response.getCSeq().getMethod().equals("INVITE")) {
            answered.put(
                    id(transaction, response.getCSeq().getMethod()),
                    response.encodeAsBytes(Transports.UDP),
                    System.nanoTime());
        } else if (status < 300) {
            answered.put(id(transaction, "INVITE"), System.nanoTime());
        }
    }

    /** CANCEL has the branch of its INVITE. */
    static String id(String branch, String method) {
        return method.equals("CANCEL") ? branch + ".cancel" : branch;
    }

    /** A response with Allow and without more. */
    void respond(ServerTransaction transaction, SIPRequest request, int status, String reason, String toTag) {
        SIPResponse response = messages.response(request, status, reason, toTag);
        Messages.allow(response);
        respond(transaction, response);
    }

    void close() {
        timer.shutdownNow();
    }

    /** Something that happens later. */
    record Timer(Future<?> task) {
        void cancel() {
            task.cancel(false);
        }
    }
}
