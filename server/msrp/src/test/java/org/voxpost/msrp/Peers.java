package org.voxpost.msrp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.Setup;

/** Endpoints on loopback, and listeners that keep what they are told. */
final class Peers {

    static final long DEADLINE_SECONDS = 20;

    private Peers() {}

    static MsrpConfiguration loopback() {
        return on("127.0.0.1");
    }

    /** On any port of this address. */
    static MsrpConfiguration on(String literal) {
        return MsrpConfiguration.on(new InetSocketAddress(InetAddress.ofLiteral(literal), 0))
                .withEventLoopThreads(2);
    }

    static String path(MsrpSession session) {
        return session.localDescription().attribute("path").orElseThrow().text();
    }

    /** What a peer says of itself: this path, and the port in it. */
    static MediaDescription description(String uri, Setup setup) {
        int port = Integer.parseInt(uri.substring(uri.lastIndexOf(':') + 1, uri.lastIndexOf('/')));
        return MediaDescription.message(port, false)
                .with(Attribute.of("path", uri))
                .with(Attribute.of("accept-types", "*"))
                .with(setup.attribute());
    }

    static MsrpEndpoint open() throws IOException {
        return MsrpEndpoint.open(loopback());
    }

    static <T> T await(BlockingQueue<T> queue) throws InterruptedException {
        T value = queue.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (value == null) {
            throw new AssertionError("nothing came within " + DEADLINE_SECONDS + " seconds");
        }
        return value;
    }

    static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** Keeps the outcome of a message. */
    static final class Outcome implements SendEvents {
        final CompletableFuture<SendOutcome> outcome = new CompletableFuture<>();
        final CompletableFuture<Long> progress = new CompletableFuture<>();
        volatile long acknowledged;

        @Override
        public void acknowledged(long octets) {
            acknowledged = octets;
            progress.complete(octets);
        }

        @Override
        public void finished(SendOutcome end) {
            if (!outcome.complete(end)) {
                throw new AssertionError("a second outcome: " + end);
            }
        }
    }

    /** Accepts every message and keeps it. */
    static class Receiving implements SessionEvents {
        final CompletableFuture<Boolean> established = new CompletableFuture<>();
        final CompletableFuture<Boolean> redescribed = new CompletableFuture<>();
        final CompletableFuture<SessionEnd> ended = new CompletableFuture<>();
        final BlockingQueue<Received> messages = new LinkedBlockingQueue<>();
        final BlockingQueue<MessageSink.Abandonment> aborted = new LinkedBlockingQueue<>();

        @Override
        public void established() {
            established.complete(true);
        }

        @Override
        public void redescribed() {
            redescribed.complete(true);
        }

        @Override
        public Reception incoming(IncomingMessage message) {
            return Reception.into(new Collecting(message, this));
        }

        @Override
        public void ended(SessionEnd end) {
            if (!ended.complete(end)) {
                throw new AssertionError("a second end: " + end);
            }
        }
    }

    record Received(IncomingMessage head, ByteBuffer octets) {
        byte[] bytes() {
            byte[] bytes = new byte[octets.remaining()];
            octets.duplicate().get(bytes);
            return bytes;
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }
    }

    private static final class Collecting implements MessageSink {
        private final IncomingMessage head;
        private final Receiving to;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        Collecting(IncomingMessage head, Receiving to) {
            this.head = head;
            this.to = to;
        }

        @Override
        public CompletionStage<Verdict> take(long offset, ByteBuffer part) {
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            body.writeBytes(copy);
            return CompletableFuture.completedFuture(Verdict.TAKEN);
        }

        @Override
        public CompletionStage<Verdict> complete(long octets) {
            to.messages.add(new Received(head, ByteBuffer.wrap(body.toByteArray())));
            return CompletableFuture.completedFuture(Verdict.TAKEN);
        }

        @Override
        public void aborted(Abandonment why) {
            to.aborted.add(why);
        }
    }
}
