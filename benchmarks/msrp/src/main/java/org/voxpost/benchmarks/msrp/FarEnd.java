package org.voxpost.benchmarks.msrp;

import com.sun.management.OperatingSystemMXBean;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MessageSink;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.TlsContext;
import org.voxpost.msrp.Verdict;

/** The process that receives. Started with the file to write to; prints the port of its {@link Wire}, and ends with it. */
final class FarEnd {

    private static final CompletionStage<Verdict> TAKEN = CompletableFuture.completedFuture(Verdict.TAKEN);

    private final Path file;
    private final MsrpEndpoint endpoint = Terms.endpoint();
    private final RawFar raw = new RawFar();

    private FarEnd(Path file) throws IOException {
        this.file = file;
    }

    public static void main(String[] arguments) throws Exception {
        FarEnd far = new FarEnd(Path.of(arguments[0]));
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.out.println("port " + listener.getLocalPort());
            try (Wire wire = new Wire(listener.accept())) {
                while (true) {
                    wire.answer(far.obey(Wire.Order.valueOf(wire.read()), wire.read()));
                }
            }
        } catch (EOFException e) {
            System.exit(0);
        }
    }

    private String obey(Wire.Order order, String argument) throws Exception {
        return switch (order) {
            case OFFER -> answer(endpoint, Terms.PASSIVE, argument);
            case TLS_OFFER -> secureAnswer(argument);
            case RAW_COPY -> {
                String[] words = argument.split(" ", 2);
                yield Integer.toString(raw.copy(Long.parseLong(words[0]), () -> sink(Sink.Kind.valueOf(words[1]))));
            }
            case RAW_TLS_COPY -> {
                String[] words = argument.split(" ", 3);
                RawTls tls = new RawTls(TlsContext.Profile.valueOf(words[2]));
                int port = raw.copy(Long.parseLong(words[0]), () -> sink(Sink.Kind.valueOf(words[1])), tls.server());
                yield port + " " + tls.fingerprint().hash().hex();
            }
            case RAW_ECHO -> {
                String[] words = argument.split(" ", 2);
                yield Integer.toString(raw.echo(Integer.parseInt(words[0]), Integer.parseInt(words[1])));
            }
            case HEAP -> Long.toString(reachable());
            case CPU ->
                Long.toString(ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getProcessCpuTime());
        };
    }

    /** The first line names the sink. */
    private String answer(MsrpEndpoint endpoint, SessionTerms terms, String argument) throws Exception {
        String[] parts = argument.split("\n", 2);
        Sink.Kind kind = Sink.Kind.valueOf(parts[0]);
        MsrpSession session = endpoint.answer(Terms.media(parts[1]), terms, new Taking(kind));
        session.start();
        return Terms.text(session.localDescription());
    }

    /** The first word names the profile. */
    private String secureAnswer(String argument) throws Exception {
        String[] words = argument.split(" ", 2);
        MsrpEndpoint secure = Terms.endpoint(TlsContext.Profile.valueOf(words[0]));
        return answer(secure, Terms.secure(Terms.PASSIVE), words[1]);
    }

    private Sink sink(Sink.Kind kind) {
        try {
            return new Sink(kind, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Octets that can be reached, after a collection. */
    static long reachable() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Takes every message of a session into a sink of its own; messages to nowhere cost nothing. */
    private final class Taking implements SessionEvents {
        private final Sink.Kind kind;

        Taking(Sink.Kind kind) {
            this.kind = kind;
        }

        @Override
        public Reception incoming(IncomingMessage message) {
            return Reception.into(kind == Sink.Kind.NOWHERE ? Nowhere.SINK : new IntoFile(sink(kind)));
        }
    }

    private enum Nowhere implements MessageSink {
        SINK;

        @Override
        public CompletionStage<Verdict> take(long offset, ByteBuffer part) {
            return TAKEN;
        }

        @Override
        public CompletionStage<Verdict> complete(long octets) {
            return TAKEN;
        }

        @Override
        public void aborted(Abandonment why) {}
    }

    private record IntoFile(Sink sink) implements MessageSink {
        @Override
        public CompletionStage<Verdict> take(long offset, ByteBuffer part) {
            if (offset != sink.octets()) {
                throw new IllegalStateException("octets are missing before " + offset);
            }
            return sink.take(part).thenApply(_ -> Verdict.TAKEN);
        }

        @Override
        public CompletionStage<Verdict> complete(long octets) {
            try {
                sink.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return TAKEN;
        }

        @Override
        public void aborted(Abandonment why) {}
    }
}
