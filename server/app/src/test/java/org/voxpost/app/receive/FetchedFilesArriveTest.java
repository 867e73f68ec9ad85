package org.voxpost.app.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voxpost.app.receive.LoopbackFiles.freePort;
import static org.voxpost.app.receive.LoopbackFiles.loopback;
import static org.voxpost.app.receive.LoopbackFiles.next;
import static org.voxpost.app.receive.LoopbackFiles.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.sdp.FileSelector;
import org.voxpost.sdp.Hash;
import org.voxpost.sip.SipUri;
import org.voxpost.testkit.Fault;
import org.voxpost.testkit.FaultProxy;

/** Files that are asked for, on real sockets (RFC 5547 §8.2.2, §8.3.2). */
@Timeout(60)
class FetchedFilesArriveTest {
    private static final int SIZE = 3_000_000;

    @TempDir
    private Path directory;

    private final byte[] content = new byte[200_000];
    private final Heard giving = new Heard();
    private final Heard fetching = new Heard();

    @SuppressWarnings("NullAway.Init") // set before each test
    private LoopbackFiles files;

    @BeforeEach
    void share() throws Exception {
        files = new LoopbackFiles(directory);
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
        assertThat(next(giving.given)).isEqualTo("a b.amr 200000");
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
        assertThat(giving.given).isEmpty();
    }

    @Test
    void aFetchThatBreaksOffGoesOnWithinItsRunAndInTheNext() throws Exception {
        byte[] large = new byte[SIZE];
        new Random(2).nextBytes(large);
        Files.write(directory.resolve("shared/large.amr"), large);
        int port = freePort();
        try (FaultProxy network = network(port);
                DeliveryServer server = DeliveryServer.open(sharing(port, network), giving);
                FileFetcher fetcher = FileFetcher.open(files.terms())) {
            fetching.whenGoingOn = network::heal;
            assertThat(fetch(fetcher, server, named("large.amr"))).isInstanceOf(FetchOutcome.Fetched.class);
            assertThat(next(fetching.goingOn)).isEqualTo(next(fetching.kept)).isLessThan(SIZE);
            assertThat(next(fetching.messages).file()).hasBinaryContent(large);
        }
        assertThat(files.received()).containsExactly("large.amr");
        Files.delete(directory.resolve("in/large.amr"));

        try (FaultProxy network = network(port);
                DeliveryServer server = DeliveryServer.open(sharing(port, network), giving)) {
            try (FileFetcher killed =
                    FileFetcher.open(files.terms().withPolicy(PeerPolicy.DEFAULT.withResume(false)))) {
                assertThat(fetch(killed, server, named("large.amr"))).isInstanceOf(FetchOutcome.Failed.class);
            }
            network.heal();
            try (FileFetcher again = FileFetcher.open(files.terms())) {
                assertThat(fetch(again, server, named("large.amr"))).isInstanceOf(FetchOutcome.Fetched.class);
            }
            assertThat(next(fetching.goingOn)).isEqualTo(next(fetching.kept)).isLessThan(SIZE);
            assertThat(next(fetching.messages).file()).hasBinaryContent(large);
            assertThat(next(giving.given)).isEqualTo("large.amr " + SIZE);
        }
        assertThat(files.received()).containsExactly("large.amr");
    }

    @Test
    void aFileThatChangedIsFetchedWhole() throws Exception {
        byte[] large = new byte[SIZE];
        Files.write(directory.resolve("shared/large.amr"), large);
        int port = freePort();
        try (FaultProxy network = network(port);
                DeliveryServer server = DeliveryServer.open(sharing(port, network), giving);
                FileFetcher fetcher = FileFetcher.open(files.terms())) {
            fetching.whenGoingOn = () -> {
                network.heal();
                change(directory.resolve("shared/large.amr"), large);
            };
            assertThat(fetch(fetcher, server, named("large.amr"))).isInstanceOf(FetchOutcome.Fetched.class);
            assertThat(next(fetching.messages).file()).hasBinaryContent(large);
        }
    }

    private static void change(Path file, byte[] content) {
        content[7] = 1;
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FaultProxy network(int port) {
        return FaultProxy.to(loopback(port)).fromTarget(new Fault.ResetAfter(SIZE / 2));
    }

    private ReceiveTerms sharing(int port, FaultProxy network) {
        return ReceiveTerms.into(
                        directory.resolve("there"),
                        sip(),
                        MsrpConfiguration.on(loopback(port)).withAdvertised("127.0.0.1", network.port()))
                .withShared(directory.resolve("shared"));
    }

    private ReceivedMessage fetched(FileSelector asked) throws Exception {
        FetchOutcome outcome = fetch(asked, true);
        assertThat(outcome).isInstanceOf(FetchOutcome.Fetched.class);
        return ((FetchOutcome.Fetched) outcome).message();
    }

    private FetchOutcome fetch(FileSelector asked, boolean sharing) throws Exception {
        ReceiveTerms there = files.terms("there");
        try (DeliveryServer server =
                        DeliveryServer.open(sharing ? there.withShared(directory.resolve("shared")) : there, giving);
                FileFetcher fetcher = FileFetcher.open(files.terms())) {
            return fetch(fetcher, server, asked);
        }
    }

    private FetchOutcome fetch(FileFetcher fetcher, DeliveryServer server, FileSelector asked) throws Exception {
        return fetcher.fetch(
                        asked,
                        SipUri.parse("sip:me@127.0.0.1"),
                        SipUri.of("files", "127.0.0.1", server.sipUdpPort()),
                        fetching)
                .get(30, TimeUnit.SECONDS);
    }

    private static FileSelector named(String name) {
        return new FileSelector(Optional.of(name), Optional.empty(), OptionalLong.empty(), List.of());
    }
}
