package org.voxpost.app.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.sdp.FileSelector;
import org.voxpost.sdp.Hash;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipUri;

/** Files that are asked for, on real sockets (RFC 5547 §8.2.2, §8.3.2). */
@Timeout(60)
class FetchedFilesArriveTest {
    @TempDir
    private Path directory;

    private final byte[] content = new byte[200_000];
    private final BlockingQueue<String> given = new LinkedBlockingQueue<>();

    @BeforeEach
    void share() throws Exception {
        new Random(1).nextBytes(content);
        Path shared = Files.createDirectories(directory.resolve("shared"));
        Files.write(shared.resolve("a b.amr"), content);
        Files.writeString(shared.resolve("c.txt"), "hello");
        Files.writeString(shared.resolve("d.txt"), "hello");
        Files.writeString(shared.resolve(".hidden"), "secret");
        Files.writeString(directory.resolve("outside"), "secret");
        Files.createSymbolicLink(shared.resolve("link"), directory.resolve("outside"));
    }

    @Test
    void aFileIsFetchedByItsNameAndCheckedByTheHashOfTheAnswer() throws Exception {
        ReceivedMessage message = fetched(named("a b.amr"));

        assertThat(message.file().getFileName()).hasToString("a b.amr");
        assertThat(message.file()).hasBinaryContent(content);
        assertThat(given.poll(10, TimeUnit.SECONDS)).isEqualTo("a b.amr 200000");
    }

    @Test
    void aFileIsFetchedByItsHash() throws Exception {
        Hash hash = Hash.of("sha-256", MessageDigest.getInstance("SHA-256").digest(content));
        FileSelector asked = new FileSelector(Optional.empty(), Optional.empty(), OptionalLong.empty(), List.of(hash));

        assertThat(fetched(asked).file()).hasBinaryContent(content);
    }

    @Test
    void whatIsNotOneFileOfTheDirectoryIsRefused() throws Exception {
        Hash twice =
                Hash.of("sha-1", MessageDigest.getInstance("SHA-1").digest("hello".getBytes(StandardCharsets.UTF_8)));
        for (FileSelector asked : List.of(
                named("none"),
                named("../outside"),
                named("link"),
                named(".hidden"),
                new FileSelector(Optional.empty(), Optional.of("audio/amr"), OptionalLong.empty(), List.of()),
                new FileSelector(Optional.empty(), Optional.empty(), OptionalLong.empty(), List.of(twice)),
                new FileSelector(Optional.of("a b.amr"), Optional.empty(), OptionalLong.empty(), List.of(twice)))) {
            assertThat(fetch(asked, true).toString()).contains("Failed", "488");
        }
        assertThat(fetch(named("c.txt"), false).toString()).contains("Failed", "488");
        assertThat(given).isEmpty();
    }

    private ReceivedMessage fetched(FileSelector asked) throws Exception {
        FetchOutcome outcome = fetch(asked, true);
        assertThat(outcome).isInstanceOf(FetchOutcome.Fetched.class);
        return ((FetchOutcome.Fetched) outcome).message();
    }

    private FetchOutcome fetch(FileSelector asked, boolean sharing) throws Exception {
        ReceiveTerms there = terms("there");
        ReceiveEvents events = new ReceiveEvents() {
            @Override
            public void gave(String callId, String name, long bytes) {
                given.add(name + " " + bytes);
            }
        };
        try (DeliveryServer server =
                        DeliveryServer.open(sharing ? there.withShared(directory.resolve("shared")) : there, events);
                FileFetcher fetcher = FileFetcher.open(terms("here"))) {
            return fetcher.fetch(
                            asked,
                            SipUri.parse("sip:me@127.0.0.1"),
                            SipUri.of("files", "127.0.0.1", server.sipUdpPort()),
                            new ReceiveEvents() {})
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private ReceiveTerms terms(String name) {
        return ReceiveTerms.into(
                directory.resolve(name),
                SipConfiguration.on("127.0.0.1", 0),
                MsrpConfiguration.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    private static FileSelector named(String name) {
        return new FileSelector(Optional.of(name), Optional.empty(), OptionalLong.empty(), List.of());
    }
}
