package org.voxpost.benchmarks.msrp;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SendEvents;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.TlsContext;

/**
 * The process that sends. Started with the port of a {@link FarEnd}, the file to send, and what to measure; prints one line for each
 * figure.
 */
final class NearEnd {

    /** A SEND of 200 octets of body as we write it, and its 200. */
    static final int REQUEST = 482;

    static final int RESPONSE = 186;

    private static final int MESSAGE = 200;
    private static final int LINE = 50;
    private static final long DEADLINE_MINUTES = 20;

    private final Wire far;
    private final Path file;

    private NearEnd(Wire far, Path file) {
        this.far = far;
        this.file = file;
    }

    public static void main(String[] arguments) throws Exception {
        try (Wire far = Wire.to(Integer.parseInt(arguments[0]))) {
            NearEnd near = new NearEnd(far, Path.of(arguments[1]));
            near.measure(arguments);
        }
        System.exit(0);
    }

    /** Of both ends, in ns. */
    private long cpu() throws IOException {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
                + far.number(Wire.Order.CPU, "");
    }

    private void measure(String[] words) throws Exception {
        switch (words[2]) {
            case "raw-copy" -> rawCopy(Long.parseLong(words[3]), words[4], false);
            case "raw-sendfile" -> rawCopy(Long.parseLong(words[3]), words[4], true);
            case "raw-messages" -> rawMessages(Long.parseLong(words[3]), Integer.parseInt(words[4]));
            case "copy" -> copy(Long.parseLong(words[3]), Sink.Kind.valueOf(words[4]), Terms.ACTIVE);
            case "large-chunks" -> copy(Long.parseLong(words[3]), Sink.Kind.valueOf(words[4]), Terms.LARGE_CHUNKS);
            case "raw-tls-copy" -> rawTlsCopy(Long.parseLong(words[3]), words[4], words[5]);
            case "tls-copy" -> tlsCopy(Long.parseLong(words[3]), words[4], words[5], Terms.ACTIVE);
            case "tls-large-chunks" -> tlsCopy(Long.parseLong(words[3]), words[4], words[5], Terms.LARGE_CHUNKS);
            case "messages" -> messages(Long.parseLong(words[3]), Integer.parseInt(words[4]));
            case "sessions" -> sessions(Integer.parseInt(words[3]), Integer.parseInt(words[4]));
            case "line" -> line(Long.parseLong(words[3]), Integer.parseInt(words[4]));
            default -> throw new IllegalArgumentException(words[2]);
        }
    }

    private static void figure(String name, long value) {
        System.out.println("figure " + name + " " + value);
    }

    private void rawCopy(long length, String sink, boolean sendfile) throws Exception {
        for (long octets : new long[] {length / 4, length}) {
            int port = (int) far.number(Wire.Order.RAW_COPY, octets + " " + sink);
            long cpu = cpu();
            figure("ns", sendfile ? RawNear.sendfile(port, file, octets) : RawNear.copy(port, file, octets));
            figure("cpu-ns", (cpu() - cpu) / (octets >> 20));
        }
    }

    private void rawTlsCopy(long length, String sink, String profile) throws Exception {
        RawTls tls = new RawTls(TlsContext.Profile.valueOf(profile));
        for (long octets : new long[] {length / 4, length}) {
            String[] opened = far.ask(Wire.Order.RAW_TLS_COPY, octets + " " + sink + " " + profile)
                    .split(" ", 2);
            int port = Integer.parseInt(opened[0]);
            long cpu = cpu();
            figure("ns", RawNear.copy(port, file, octets, tls.client(port, opened[1])));
            figure("cpu-ns", (cpu() - cpu) / (octets >> 20));
        }
    }

    private void rawMessages(long count, int window) throws Exception {
        int port = (int) far.number(Wire.Order.RAW_ECHO, REQUEST + " " + RESPONSE);
        for (long times : new long[] {count, count}) {
            long cpu = cpu();
            figure("ns", RawNear.pingPong(port, REQUEST, RESPONSE, window, times));
            figure("cpu-ns", (cpu() - cpu) / times);
        }
    }

    private void copy(long length, Sink.Kind sink, SessionTerms terms) throws Exception {
        try (MsrpEndpoint endpoint = Terms.endpoint()) {
            copy(length, session(endpoint, sink, terms));
        }
    }

    private void tlsCopy(long length, String sink, String profile, SessionTerms terms) throws Exception {
        try (MsrpEndpoint endpoint = Terms.endpoint(TlsContext.Profile.valueOf(profile))) {
            CountDownLatch established = new CountDownLatch(1);
            MsrpSession session = endpoint.offer(Terms.secure(terms), new Establishing(established));
            String offer = Terms.text(session.localDescription());
            session.answered(Terms.media(far.ask(Wire.Order.TLS_OFFER, profile + " " + sink + "\n" + offer)));
            copy(length, awaited(session, established));
        }
    }

    private void copy(long length, MsrpSession session) throws Exception {
        for (long octets : new long[] {length / 4, length}) {
            long cpu = cpu();
            long start = System.nanoTime();
            Outcome outcome = new Outcome();
            var _ = session.send(MessageContent.of("application/octet-stream", file, octets), outcome);
            outcome.await();
            figure("ns", System.nanoTime() - start);
            figure("cpu-ns", (cpu() - cpu) / (octets >> 20));
        }
    }

    private void messages(long count, int window) throws Exception {
        try (MsrpEndpoint endpoint = Terms.endpoint()) {
            MsrpSession session =
                    session(endpoint, Sink.Kind.NOWHERE, Terms.active(PeerPolicy.DEFAULT.withWindow(1 << 24, window)));
            MessageContent content = MessageContent.of("text/plain", new byte[MESSAGE]);
            for (long times : new long[] {count, count}) {
                Pinging pinging = new Pinging(session, content, times);
                long cpu = cpu();
                long start = System.nanoTime();
                pinging.begin(window);
                pinging.done.get(DEADLINE_MINUTES, TimeUnit.MINUTES);
                figure("ns", System.nanoTime() - start);
                figure("cpu-ns", (cpu() - cpu) / times);
            }
        }
    }

    /** Sends the next message when one is acknowledged. */
    private static final class Pinging implements SendEvents {
        final CompletableFuture<Void> done = new CompletableFuture<>();
        private final MsrpSession session;
        private final MessageContent content;
        private final AtomicLong left;
        private final AtomicLong unanswered;

        Pinging(MsrpSession session, MessageContent content, long count) {
            this.session = session;
            this.content = content;
            this.left = new AtomicLong(count);
            this.unanswered = new AtomicLong(count);
        }

        void begin(int window) {
            for (int i = 0; i < window; i++) {
                next();
            }
        }

        private void next() {
            if (left.getAndDecrement() > 0) {
                var _ = session.send(content, this);
            }
        }

        @Override
        public void finished(SendOutcome outcome) {
            if (!(outcome instanceof SendOutcome.Delivered)) {
                done.completeExceptionally(new IOException("a message was not delivered: " + outcome));
            } else if (unanswered.decrementAndGet() == 0) {
                done.complete(null);
            } else {
                next();
            }
        }
    }

    private void sessions(int count, int connections) throws Exception {
        List<MsrpEndpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            endpoints.add(Terms.endpoint());
        }
        for (MsrpEndpoint endpoint : endpoints) {
            var _ = session(endpoint, Sink.Kind.NOWHERE, Terms.ACTIVE);
        }
        long heap = FarEnd.reachable();
        long farHeap = far.number(Wire.Order.HEAP, "");
        int tenth = count / 10;
        for (int part = 0; part < 10; part++) {
            CountDownLatch established = new CountDownLatch(tenth);
            long start = System.nanoTime();
            for (int i = 0; i < tenth; i++) {
                open(endpoints.get(i % connections), Sink.Kind.NOWHERE, Terms.ACTIVE, new Establishing(established));
            }
            if (!established.await(DEADLINE_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("sessions were not established");
            }
            figure("tenth-ns", (System.nanoTime() - start) / tenth);
        }
        figure("near-heap", (FarEnd.reachable() - heap) / count);
        figure("far-heap", (far.number(Wire.Order.HEAP, "") - farHeap) / count);
    }

    private void line(long length, int warming) throws Exception {
        try (MsrpEndpoint endpoint = Terms.endpoint()) {
            MsrpSession bulk = session(endpoint, Sink.Kind.NOWHERE, Terms.LARGE_CHUNKS);
            MsrpSession chat = session(endpoint, Sink.Kind.NOWHERE, Terms.ACTIVE);
            Histogram lines = new Histogram(3);
            beside(bulk, length / 4, chat, lines);
            for (int count : new int[] {warming, warming / 10}) {
                lines.reset();
                for (int i = 0; i < count; i++) {
                    line(chat, lines);
                }
            }
            figure("quiet-p50", lines.getValueAtPercentile(50));
            figure("quiet-p99", lines.getValueAtPercentile(99));
            lines.reset();
            long start = System.nanoTime();
            beside(bulk, length, chat, lines);
            figure("ns", System.nanoTime() - start);
            figure("p50", lines.getValueAtPercentile(50));
            figure("p99", lines.getValueAtPercentile(99));
            figure("max", lines.getMaxValue());
            figure("lines", lines.getTotalCount());
        }
    }

    /** Sends lines one after the other as long as a file flows. */
    private void beside(MsrpSession bulk, long length, MsrpSession chat, Histogram lines) throws Exception {
        Outcome whole = new Outcome();
        var _ = bulk.send(MessageContent.of("application/octet-stream", file, length), whole);
        while (!whole.outcome.isDone()) {
            line(chat, lines);
            TimeUnit.MILLISECONDS.sleep(1);
        }
        whole.await();
    }

    private static void line(MsrpSession chat, Histogram lines) throws Exception {
        long start = System.nanoTime();
        Outcome outcome = new Outcome();
        var _ = chat.send(MessageContent.of("text/plain", new byte[LINE]), outcome);
        outcome.await();
        lines.recordValue(System.nanoTime() - start);
    }

    private MsrpSession session(MsrpEndpoint endpoint, Sink.Kind sink, SessionTerms terms) throws Exception {
        CountDownLatch established = new CountDownLatch(1);
        return awaited(open(endpoint, sink, terms, new Establishing(established)), established);
    }

    private static MsrpSession awaited(MsrpSession session, CountDownLatch established) throws Exception {
        if (!established.await(1, TimeUnit.MINUTES)) {
            throw new IOException("a session was not established");
        }
        return session;
    }

    private MsrpSession open(MsrpEndpoint endpoint, Sink.Kind sink, SessionTerms terms, SessionEvents events)
            throws Exception {
        MsrpSession session = endpoint.offer(terms, events);
        String answer = far.ask(Wire.Order.OFFER, sink + "\n" + Terms.text(session.localDescription()));
        session.answered(Terms.media(answer));
        return session;
    }

    private record Establishing(CountDownLatch latch) implements SessionEvents {
        @Override
        public void established() {
            latch.countDown();
        }

        @Override
        public Reception incoming(IncomingMessage message) {
            return Reception.refuse(413, "This end sends");
        }

        @Override
        public void ended(SessionEnd end) {
            if (latch.getCount() > 0) {
                System.err.println("A session ended at once: " + end);
            }
        }
    }

    private static final class Outcome implements SendEvents {
        final CompletableFuture<SendOutcome> outcome = new CompletableFuture<>();

        @Override
        public void finished(SendOutcome end) {
            outcome.complete(end);
        }

        void await() throws Exception {
            SendOutcome end = outcome.get(DEADLINE_MINUTES, TimeUnit.MINUTES);
            if (!(end instanceof SendOutcome.Delivered)) {
                throw new IOException("a message was not delivered: " + end);
            }
        }
    }
}
