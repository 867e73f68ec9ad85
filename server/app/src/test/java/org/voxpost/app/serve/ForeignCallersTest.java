package org.voxpost.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voxpost.app.serve.Station.sip;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ConfigFile;
import org.voxpost.app.config.Presets;
import org.voxpost.app.house.SourceTree;
import org.voxpost.testkit.foreign.ForeignCaller;
import org.voxpost.testkit.foreign.ForeignStack;
import org.voxpost.testkit.foreign.FreeSwitchPeer;
import org.voxpost.testkit.foreign.KamailioPeer;
import org.voxpost.testkit.foreign.MsrpJavaPeer;
import org.voxpost.testkit.foreign.MsrpRelayPeer;
import org.voxpost.testkit.foreign.MsrplibPeer;
import org.voxpost.testkit.foreign.NioMsrpPeer;
import org.voxpost.testkit.foreign.NodeLibPeer;
import org.voxpost.testkit.foreign.OpenSipsPeer;
import org.voxpost.testkit.foreign.SipLibPeer;
import org.voxpost.testkit.foreign.TinyMsrpPeer;

/** Callers that write to 9-1-1 with foreign stacks: their text is on record once and in order, and they get text back. */
@Timeout(120)
class ForeignCallersTest {

    private static final String HELP = "urn:service:sos";

    /** Longer than the chunks of most of them, and than the pieces in which some of them read. */
    private static final String LONG = "It burns in room 17. ".repeat(238);

    private static final List<String> TEXTS =
            List.of("help", "Gr\u00fc\u00dfe \uD83D\uDD25 ------- \u4e16\u754c", LONG, "1", "2", "3", "4", "5");

    @TempDir
    Path home;

    /** Each with the preset that is shipped for it. */
    enum Stack {
        MSRPLIB("msrplib"),
        MSRP_JAVA("msrp-java"),
        NODE_LIB("msrp-node-lib"),
        NIO_MSRP("nio-msrp"),
        KAMAILIO("kamailio"),
        MSRPRELAY("msrprelay"),
        OPENSIPS("opensips"),
        FREESWITCH("freeswitch"),
        SIPLIB("siplib"),
        TINYMSRP("tinymsrp");

        final String preset;

        Stack(String preset) {
            this.preset = preset;
        }

        ForeignStack script() {
            return switch (this) {
                case MSRPLIB -> new MsrplibPeer();
                case MSRP_JAVA -> new MsrpJavaPeer();
                case NODE_LIB -> new NodeLibPeer();
                case NIO_MSRP -> new NioMsrpPeer();
                case KAMAILIO -> new KamailioPeer();
                case MSRPRELAY -> new MsrpRelayPeer();
                case OPENSIPS -> new OpenSipsPeer();
                case FREESWITCH -> new FreeSwitchPeer();
                case SIPLIB -> new SipLibPeer();
                case TINYMSRP -> new TinyMsrpPeer();
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoConnectsIsOnRecordOnceAndInOrderAndIsAnswered(Stack stack) throws Exception {
        converse(stack, true);
    }

    @ParameterizedTest
    @EnumSource
    void whoWaitsForUsIsOnRecordOnceAndInOrderAndIsAnswered(Stack stack) throws Exception {
        converse(stack, false);
    }

    private void converse(Stack stack, boolean active) throws Exception {
        ForeignStack script = stack.script();
        try (Server server = server(stack.preset);
                Psap psap = Psap.of(server);
                ForeignCaller caller = ForeignCaller.call(sip(server), HELP, script, active)) {
            String session = psap.untilFirst("call-started").get("session").asText();
            for (String text : TEXTS) {
                script.send("text/plain", text.getBytes(StandardCharsets.UTF_8));
            }
            List<String> said = new ArrayList<>();
            for (String text : List.of("Which floor?", "We come. \uD83D\uDE92")) {
                said.add(psap.post("/api/v1/sessions/" + session + "/messages", "{\"text\": \"" + text + "\"}", 202)
                        .get("messageId")
                        .asText());
                assertThat(script.awaitMessage())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo(text);
                psap.awaitDelivered(said.getLast());
            }
            assertThat(script.death()).isEmpty();
            caller.hangUp();

            List<JsonNode> events = psap.until("call-ended");
            assertThat(texts(psap, events, "incoming")).containsExactlyElementsOf(TEXTS);
            assertThat(texts(psap, events, "outgoing")).containsExactly("Which floor?", "We come. \uD83D\uDE92");
            assertThat(events)
                    .filteredOn(event -> event.get("type").asText().endsWith("delivered"))
                    .extracting(event -> event.get("type").asText() + " "
                            + event.get("messageId").asText())
                    .as("what is told of each answer")
                    .containsExactly("delivered " + said.getFirst(), "delivered " + said.getLast());
        }
    }

    @Test
    void whatSipLibSendsAgainForALateAnswerIsOnRecordOnce() throws Exception {
        SipLibPeer script = new SipLibPeer();
        try (Server server = server("siplib");
                Psap psap = Psap.of(server);
                ForeignCaller caller = ForeignCaller.call(sip(server), HELP, script, true)) {
            script.sendAgainAndAgain("help");
            script.send("text/plain", "please".getBytes(StandardCharsets.UTF_8));
            caller.hangUp();

            assertThat(psap.texts(psap.until("call-ended"))).containsExactly("help", "please");
        }
    }

    private static List<String> texts(Psap psap, List<JsonNode> events, String direction) {
        return psap.texts(events.stream()
                .filter(event -> event.path("direction").asText().equals(direction))
                .toList());
    }

    private Server server(String preset) throws Exception {
        Config config = Presets.in(SourceTree.root().resolve("conf/peers"))
                .fill(ConfigFile.with(
                        Config.DEFAULT,
                        Map.of(
                                "sip.udp-port", "0",
                                "sip.tcp-port", "0",
                                "msrp.port", "0",
                                "msrp.peers", "[{match: 127.0.0.1, preset: " + preset + "}]",
                                "api.port", "0")));
        return Server.start(config, home, Optional.empty(), Optional.empty(), List.of());
    }
}
