package org.voxpost.app.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.voxpost.app.send.FilePush;
import org.voxpost.app.send.FileSender;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipUri;
import org.voxpost.testkit.FaultProxy;

/** Senders and delivery servers on loopback, and the files of one directory that go between them. */
final class LoopbackFiles {
    private final Path directory;

    LoopbackFiles(Path directory) {
        this.directory = directory;
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    static SipConfiguration sip() {
        return SipConfiguration.on("127.0.0.1", 0);
    }

    static MsrpConfiguration msrp() {
        return MsrpConfiguration.on(loopback(0));
    }

    static FileSender sender() throws IOException {
        return FileSender.open(sip(), msrp());
    }

    /** The next that comes within a time that is long even on a busy machine. */
    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(30, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return Objects.requireNonNull(next);
    }

    /** Of a server that receives into {@code in}. */
    ReceiveTerms terms() {
        return terms("in");
    }

    ReceiveTerms terms(String into) {
        return ReceiveTerms.into(directory.resolve(into), sip(), msrp());
    }

    /** Of a server that is reached through a proxy. */
    ReceiveTerms terms(int msrpPort, FaultProxy network) {
        return ReceiveTerms.into(
                directory.resolve("in"),
                sip(),
                MsrpConfiguration.on(loopback(msrpPort)).withAdvertised("127.0.0.1", network.port()));
    }

    /** Writes a file of these many bytes, always the same. */
    FilePush push(String name, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        Path file = Files.write(directory.resolve(name), content);
        return FilePush.of(file, "audio/amr", SipUri.parse("sip:msml@127.0.0.1"), SipUri.parse("sip:x@127.0.0.1"));
    }

    static FilePush to(DeliveryServer server, FilePush push) {
        return push.withTo(SipUri.of("mailbox", "127.0.0.1", server.sipUdpPort()));
    }

    /** With another hash than the file has. */
    static FilePush lying(FilePush honest) {
        return new FilePush(
                honest.file(),
                honest.name(),
                honest.contentType(),
                honest.bytes(),
                "0".repeat(64),
                "0".repeat(40),
                honest.modified(),
                honest.from(),
                honest.to(),
                honest.deadline());
    }

    /** What is in the directory of the server but for its lock. */
    List<String> received() throws IOException {
        try (var files = Files.list(directory.resolve("in"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .sorted()
                    .toList();
        }
    }

    void removeKept() {
        try {
            for (String name : received()) {
                if (name.endsWith(".kept")) {
                    Files.delete(directory.resolve("in").resolve(name));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
