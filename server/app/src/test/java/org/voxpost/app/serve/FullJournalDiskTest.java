package org.voxpost.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.voxpost.app.serve.Station.sip;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipPeer;
import org.voxpost.testkit.TextCaller;

/** A server whose journal is on a disk that really runs full: a memory file system, where this user may mount one. */
class FullJournalDiskTest {

    private static final String HELP = "urn:service:sos";
    private static final long MIB = 1 << 20;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(home.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=16m", "voxpost-test", disk.toString()));
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", disk.toString());
    }

    @Test
    void callsForHelpAreTakenLongerThanOtherWorkAndAgainOnceThereIsRoom() throws Exception {
        try (Server server = new Station(home)
                        .server(Map.of(
                                "journal.directory", disk.resolve("journal").toString(),
                                "journal.reserve", "1MiB",
                                "media.disk", "{soft: 6MiB, hard: 3MiB, soft-files: 0, hard-files: 0, every: 100ms}"));
                Psap psap = Psap.of(server);
                SipPeer as = SipPeer.udp();
                TextCaller first = TextCaller.call(sip(server), HELP)) {
            first.say("help");
            leave(4 * MIB);
            until(psap, "voxpost_disk_level 1.0");
            SipDialog order = as.invite(sip(server), "sip:msml@127.0.0.1", "");
            order.expectResponse(503, "INVITE");
            order.ackFailure();
            try (TextCaller second = TextCaller.call(sip(server), HELP)) {
                second.say("fire");
            }

            leave(MIB);
            until(psap, "voxpost_disk_level 2.0");
            assertThat(psap.status("GET", "/health", "")).isEqualTo(503);
            try (TextCaller third = TextCaller.invite(sip(server), HELP)) {
                third.dialog().expectResponse(503, "INVITE");
                third.dialog().ackFailure();
            }
            first.say("still here");
            until(psap, "voxpost_capture_refused_total{reason=\"disk-full\"} 1.0");

            Files.delete(disk.resolve("ballast"));
            until(psap, "voxpost_disk_level 0.0");
            assertThat(psap.status("GET", "/health", "")).isEqualTo(200);
            try (TextCaller fourth = TextCaller.call(sip(server), HELP)) {
                fourth.say("smoke");
            }
            List<JsonNode> events = psap.events(0);
            assertThat(psap.texts(events)).containsExactly("help", "fire", "still here", "smoke");
            assertThat(events).anyMatch(event -> event.get("type").asText().equals("refused"));
        }
    }

    /** Puts so much on the disk that only this is free. */
    private void leave(long octets) throws Exception {
        long free = Files.getFileStore(disk).getUsableSpace();
        Files.write(
                disk.resolve("ballast"),
                new byte[(int) (free - octets)],
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static void until(Psap psap, String figure) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!new String(psap.get("/metrics"), StandardCharsets.UTF_8)
                .lines()
                .toList()
                .contains(figure)) {
            assertThat(System.nanoTime()).as(figure).isLessThan(deadline);
        }
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
