package org.voxpost.app.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voxpost.app.receive.LoopbackFiles.next;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.testkit.MsrpFrame;
import org.voxpost.testkit.MsrpPeer;

/** Calls with an m-line for each of several files, with icons and dates (RFC 5547 §8.2.3, §8.3, §8.6, §8.8). */
@Timeout(60)
class SeveralFilesTest {
    private static final String HASH = " hash:sha-1:AA:F4:C6:1D:DC:C5:E8:A2:DA:BE:DE:0F:3B:48:2C:D9:AE:A9:43:4D";

    @TempDir
    private Path directory;

    private final Heard heard = new Heard();

    @SuppressWarnings("NullAway.Init") // set before each test
    private ReceiveTerms terms;

    @BeforeEach
    void share() throws Exception {
        Path shared = Files.createDirectories(directory.resolve("shared"));
        Files.writeString(shared.resolve("c.txt"), "shared");
        terms = new LoopbackFiles(directory).terms().withShared(shared).withAcceptance(Acceptance.upTo(100));
    }

    private static String push(String id, String name, long size) {
        return "a=sendonly\r\na=file-selector:name:\"" + name + "\" type:text/plain size:" + size + "\r\n"
                + "a=file-transfer-id:" + id;
    }

    private static String pull(String id, String name) {
        return "a=recvonly\r\na=file-selector:name:\"" + name + "\"\r\na=file-transfer-id:" + id;
    }

    @Test
    void eachFileIsTakenOrDeclinedOnItsOwn() throws Exception {
        try (DeliveryServer server = DeliveryServer.open(terms, heard);
                RawCaller caller = new RawCaller(
                        server,
                        push("t0", "a.txt", 5),
                        push("t1", "large.txt", 101),
                        pull("t2", "c.txt"),
                        pull("t3", "none.txt"),
                        "a=sendonly\r\na=file-selector:hash:sha-1:00\r\na=file-transfer-id:t4",
                        push("t5", "b.txt", 5))) {
            assertThat(caller.answered(0)).contains("a=recvonly\r\n", "a=file-transfer-id:t0\r\n");
            assertThat(caller.answered(1))
                    .startsWith("m=message 0 ")
                    .contains("a=file-selector:name:\"large.txt\" type:text/plain size:101\r\n")
                    .contains("a=file-transfer-id:t1\r\n")
                    .doesNotContain("a=path");
            assertThat(caller.answered(2)).contains("a=sendonly\r\n", "name:\"c.txt\" size:6 hash:sha-1:");
            assertThat(caller.answered(3)).startsWith("m=message 0 ").contains("a=file-transfer-id:t3\r\n");
            assertThat(caller.answered(4)).startsWith("m=message 0 ").contains("a=file-transfer-id:t4\r\n");

            // A session of its own for each, on whatever connection.
            MsrpPeer asking = caller.peer(2);
            asking.sendEmpty();
            MsrpFrame given = asking.expectSend();
            asking.respond(given, 200);
            assertThat(given.text()).isEqualTo("shared");
            assertThat(next(heard.given)).isEqualTo("c.txt 6");
            assertThat(caller.sends(5, "world")).isEqualTo(200);
            assertThat(caller.sends(0, "hello")).isEqualTo(200);
            assertThat(next(heard.messages).file()).hasFileName("b.txt").hasContent("world");
            assertThat(next(heard.messages).file()).hasFileName("a.txt").hasContent("hello");
            assertThat(heard.losses)
                    .contains(
                            "large.txt: refused: the file is larger than 100 bytes",
                            "none.txt: refused: no file here is the one that is asked for");
            caller.call.bye();
            next(heard.ends);
            assertThat(server.calls()).isZero();
        }
    }

    @Test
    void aCallOfWhichNothingIsTakenIsRefusedWithTheFirstReason() throws Exception {
        try (DeliveryServer server = DeliveryServer.open(terms, heard)) {
            String path = "msrp://127.0.0.1:9/x;tcp";
            assertThat(RawCaller.refusal(
                            server,
                            488,
                            "application/sdp",
                            RawCaller.HEAD
                                    + RawCaller.stream(path, push("t1", "a", 101))
                                    + RawCaller.stream(path, pull("t2", "none"))))
                    .contains("larger than 100 bytes");
            assertThat(next(heard.losses)).startsWith("a: refused");
        }
    }

    @Test
    void noMoreFilesThanAllowedAreTakenInOneCall() throws Exception {
        try (DeliveryServer server = DeliveryServer.open(terms.withFilesPerCall(2), heard);
                RawCaller caller = new RawCaller(
                        server,
                        IntStream.range(0, 3)
                                .mapToObj(i -> push("t" + i, i + ".txt", 5))
                                .toArray(String[]::new))) {
            assertThat(caller.answered(1)).contains("a=path");
            assertThat(caller.answered(2)).startsWith("m=message 0 ");
            assertThat(next(heard.losses)).isEqualTo("2.txt: refused: no more than 2 files are taken in one call");
        }
    }

    @Test
    void anIconAndDatesAreReadPastAndAreNotInTheAnswer() throws Exception {
        String described = push("t0", "a.txt", 5) + "\r\na=file-disposition:render\r\na=file-icon:cid:i@127.0.0.1\r\n"
                + "a=file-date:creation:\"Mon, 15 May 2006 15:01:31 +0300\" read:\"yesterday\"";
        try (DeliveryServer server = DeliveryServer.open(terms, heard);
                RawCaller caller = new RawCaller(
                        server,
                        "multipart/related; type=\"application/sdp\"; boundary=\"boundary71\"",
                        sdp -> "--boundary71\r\nContent-Type: application/sdp\r\n\r\n" + sdp
                                + "\r\n"
                                + "--boundary71\r\n"
                                + "Content-Type: image/jpeg\r\n"
                                + "Content-Transfer-Encoding: binary\r\n"
                                + "Content-ID: <i@127.0.0.1>\r\n"
                                + "Content-Disposition: icon\r\n\r\n"
                                + "\0\1\2\r\n"
                                + "--boundary71--\r\n",
                        described)) {
            assertThat(caller.answer).doesNotContain("file-icon", "file-date", "file-disposition");
            assertThat(caller.sends(0, "hello")).isEqualTo(200);
            assertThat(next(heard.messages).file()).hasContent("hello");
            assertThat(RawCaller.refusal(server, 400, "multipart/related;boundary=x", "--x\r\n"))
                    .contains("does not end");
            RawCaller.refusal(server, 415, "text/plain", "hello");
        }
    }

    @Test
    void streamsComeAndGoInMidCall() throws Exception {
        try (DeliveryServer server = DeliveryServer.open(terms, heard);
                RawCaller caller = new RawCaller(server, push("t0", "a.txt", 5));
                MsrpPeer second = MsrpPeer.connect(LoopbackFiles.loopback(server.msrpPort()))) {
            assertThat(caller.sends(0, "hello")).isEqualTo(200);
            assertThat(next(heard.messages).file()).hasFileName("a.txt");
            String first = RawCaller.stream(caller.peer(0).uri(), push("t0", "a.txt", 5));
            String added = RawCaller.stream(second.uri(), push("t1", "b.txt", 5));

            List<String> both = again(caller, first + added);
            assertThat(both.getFirst()).isEqualTo(caller.answered(0));
            second.remotePath(both.get(1)
                    .lines()
                    .filter(line -> line.startsWith("a=path:"))
                    .findFirst()
                    .orElseThrow()
                    .substring("a=path:".length()));
            byte[] world = "world".getBytes(StandardCharsets.UTF_8);
            second.expectResponseTo(second.sendChunk("m2", "text/plain", world, 1, 5, '$'));
            assertThat(next(heard.messages).file()).hasFileName("b.txt");

            List<String> closed = again(caller, first.replace("m=message 9", "m=message 0") + added);
            assertThat(closed.getFirst()).startsWith("m=message 0 ").contains("a=file-transfer-id:t0\r\n");
            assertThat(closed.get(1)).isEqualTo(both.get(1));

            // The m-line that is free serves a file that is asked for (RFC 5547 §8.6).
            List<String> reused = again(caller, RawCaller.stream(caller.peer(0).uri(), pull("t3", "c.txt")) + added);
            assertThat(reused.getFirst()).contains("a=sendonly\r\n", "a=file-transfer-id:t3\r\n");
            List<String> none = again(caller, (first + added).replace("m=message 9", "m=message 0"));
            assertThat(none).allMatch(media -> media.startsWith("m=message 0 "));
        }
    }

    private static List<String> again(RawCaller caller, String media) {
        caller.call.invite(RawCaller.HEAD + media);
        String answer = caller.call.expectResponse(200, "INVITE").body();
        caller.call.ack();
        return RawCaller.media(answer);
    }

    @Test
    void whatIsKeptIsToldToWhoOffersTheWholeAgain() throws Exception {
        String file = "a=sendonly\r\na=file-selector:name:\"a.txt\" size:5" + HASH + "\r\na=file-transfer-id:";
        try (DeliveryServer server = DeliveryServer.open(terms, heard)) {
            try (RawCaller broken = new RawCaller(server, file + "1")) {
                assertThat(broken.answer).doesNotContain("voxpost-file-kept");
                MsrpPeer peer = broken.peer(0);
                peer.expectResponseTo(peer.sendChunk("m", "text/plain", new byte[] {'h', 'e', 'l'}, 1, 5, '+'));
                peer.reset();
                assertThat(next(heard.kept)).isEqualTo(3);
            }
            try (RawCaller again = new RawCaller(server, file + "2")) {
                assertThat(again.answer).contains("a=file-range:1-*\r\na=voxpost-file-kept:3\r\n");
                assertThat(again.sends(0, "hello"))
                        .as("who does not know it sends the whole")
                        .isEqualTo(200);
                assertThat(next(heard.messages).file()).hasContent("hello");
            }
            assertThat(RawCaller.refusal(server, file.substring("a=sendonly\r\n".length()) + "3\r\na=file-range:4-*"))
                    .as("what is kept goes when the whole is here")
                    .contains("less of this file is here");
        }
    }
}
