package org.voxpost.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voxpost.app.serve.Station.sip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.testkit.PostgresServer;
import org.voxpost.testkit.TextCaller;

/** What a load balancer and an operator are told of a server that cannot take calls for help, and that it recovers by itself. */
class HealthTest {

    private static final String HELP = "urn:service:sos";

    @TempDir
    Path home;

    @Test
    void aJournalThatCannotWriteIsToldInWordsUntilItCan() throws Exception {
        Station station = new Station(home);
        try (PostgresServer database = PostgresServer.start()) {
            database.execute("create database calls");
            try (Server server = station.server(Map.of(
                            "capture",
                            "{store-deadline: 500ms}",
                            "journal.database.url",
                            database.url("calls"),
                            "journal.database.user",
                            database.user()));
                    Psap psap = Psap.of(server)) {
                assertThat(health(station, server, "up").has("detail")).isFalse();
                database.kill();
                refused(server);
                assertThat(health(station, server, "failing").get("detail").asText())
                        .matches("the journal (waits for its disk|cannot write), for \\d+ s; \\d+ entries wait");
                database.restart();

                health(station, server, "up");
                assertThat(psap.untilFirst("refused").get("note").asText()).isEqualTo("the record cannot be written");
                try (TextCaller caller = TextCaller.call(sip(server), HELP)) {
                    caller.say("help");
                    assertThat(psap.untilFirst("message").get("text").asText()).isEqualTo("help");
                }
            }
        }
    }

    @Test
    void aDiskThatIsFullIsToldInWordsUntilThereIsRoom() throws Exception {
        Station station = new Station(home);
        Path disk = Files.createDirectory(home.resolve("disk"));
        try (Server server = station.server(Map.of())) {
            server.engine().media().disk().watch(disk);
            Files.delete(disk);
            server.engine().media().disk().look();
            assertThat(health(station, server, "failing").get("detail").asText())
                    .isEqualTo("a disk is full");
            refused(server);

            Files.createDirectory(disk);
            server.engine().media().disk().look();
            health(station, server, "up");
            TextCaller.call(sip(server), HELP).close();
        }
    }

    private static void refused(Server server) {
        try (TextCaller caller = TextCaller.invite(sip(server), HELP)) {
            caller.dialog().expectResponse(503, "INVITE");
            caller.dialog().ackFailure();
        }
    }

    /** What is said, once it has this status. */
    private static JsonNode health(Station station, Server server, String status) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            HttpResponse<byte[]> response = station.response(server, "GET", "/health");
            JsonNode health = new ObjectMapper().readTree(response.body());
            if (health.get("status").asText().equals(status)) {
                assertThat(response.statusCode()).isEqualTo(status.equals("up") ? 200 : 503);
                return health;
            }
            assertThat(System.nanoTime()).as(health.toString()).isLessThan(deadline);
        }
    }
}
