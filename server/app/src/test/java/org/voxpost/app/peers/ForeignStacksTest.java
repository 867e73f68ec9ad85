package org.voxpost.app.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.app.config.ConfigException;
import org.voxpost.app.config.Presets;
import org.voxpost.app.house.SourceTree;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MessageSink;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SendEvents;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.Verdict;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.Setup;
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

/** Our stack, with the preset that is shipped for it, against the script of each foreign one. */
@Timeout(120)
class ForeignStacksTest {
    private static final Presets PRESETS = Presets.in(SourceTree.root().resolve("conf/peers"));

    /** The stacks, and the largest file that each can take. */
    enum Stack {
        MSRPLIB("msrplib", "audio/amr", 300_000),
        MSRP_JAVA("msrp-java", "audio/amr", 200_000),
        NODE_LIB("msrp-node-lib", "text/plain", 50_000),
        NIO_MSRP("nio-msrp", "audio/amr", 5_000_000),
        KAMAILIO("kamailio", "audio/amr", 300_000),
        MSRPRELAY("msrprelay", "text/plain", 20_000),
        OPENSIPS("opensips", "audio/amr", 50_000),
        FREESWITCH("freeswitch", "audio/amr", 300_000),
        SIPLIB("siplib", "text/plain", 9_000),
        TINYMSRP("tinymsrp", "audio/amr", 300_000);

        final String preset;
        final String fileType;
        final int fileOctets;

        Stack(String preset, String fileType, int fileOctets) {
            this.preset = preset;
            this.fileType = fileType;
            this.fileOctets = fileOctets;
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

        byte[] file() {
            byte[] octets = new byte[fileOctets];
            new Random(fileOctets).nextBytes(octets);
            if (fileType.startsWith("text/")) {
                for (int i = 0; i < octets.length; i++) {
                    octets[i] = (byte) ('a' + (octets[i] & 15));
                }
            }
            return octets;
        }

        PeerPolicy policy() throws ConfigException {
            return PRESETS.policy(preset);
        }
    }

    private final Listening events = new Listening();
    private final MsrpEndpoint endpoint;
    private final List<ForeignStack> scripts = new ArrayList<>();

    ForeignStacksTest() throws Exception {
        endpoint = MsrpEndpoint.open(MsrpConfiguration.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .withEventLoopThreads(2));
    }

    @AfterEach
    void close() {
        scripts.forEach(ForeignStack::close);
        endpoint.close();
    }

    private static MediaDescription description(ForeignStack script, Setup setup) {
        MediaDescription description = MediaDescription.message(script.port(), false)
                .with(Attribute.of("path", script.path()))
                .with(setup.attribute());
        for (String line : script.attributes()) {
            int colon = line.indexOf(':');
            description = description.with(Attribute.of(line.substring(0, colon), line.substring(colon + 1)));
        }
        return description;
    }

    private MsrpSession weConnect(ForeignStack script, PeerPolicy policy) throws Exception {
        scripts.add(script);
        MsrpSession session = session(script, policy);
        script.listen();
        session.answered(description(script, Setup.PASSIVE));
        script.awaitFirst();
        return session;
    }

    private MsrpSession theyConnect(ForeignStack script, PeerPolicy policy) throws Exception {
        scripts.add(script);
        MsrpSession session = session(script, policy);
        session.answered(description(script, Setup.ACTIVE));
        script.connect(endpoint.port());
        return session;
    }

    private MsrpSession session(ForeignStack script, PeerPolicy policy) {
        MsrpSession session = endpoint.offer(
                SessionTerms.of(List.of("text/plain", "audio/amr")).withPolicy(policy), events);
        script.remotePath(
                session.localDescription().attribute("path").orElseThrow().text());
        return session;
    }

    private static SendOutcome send(MsrpSession session, String type, byte[] octets, boolean reported)
            throws Exception {
        return outcome(
                        session,
                        MessageContent.of(type, octets).withReports(reported, org.voxpost.msrp.FailureReport.YES))
                .get(60, TimeUnit.SECONDS);
    }

    private static CompletableFuture<SendOutcome> outcome(MsrpSession session, MessageContent content) {
        CompletableFuture<SendOutcome> outcome = new CompletableFuture<>();
        var _ = session.send(content, (SendEvents) outcome::complete);
        return outcome;
    }

    private void converse(MsrpSession session, Stack stack, ForeignStack script) throws Exception {
        byte[] text = "Grüße, ------- 世界\r\n".getBytes(StandardCharsets.UTF_8);
        byte[] file = stack.file();

        script.send("text/plain", text);
        assertThat(events.await()).isEqualTo(text);
        script.send(stack.fileType, file);
        assertThat(events.await()).isEqualTo(file);

        assertThat(send(session, "text/plain", text, false)).isEqualTo(new SendOutcome.Delivered(text.length));
        assertThat(script.awaitMessage()).isEqualTo(text);
        assertThat(send(session, stack.fileType, file, false)).isEqualTo(new SendOutcome.Delivered(file.length));
        assertThat(script.awaitMessage()).isEqualTo(file);

        List<CompletableFuture<SendOutcome>> lines = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            lines.add(
                    outcome(session, MessageContent.of("text/plain", ("line " + i).getBytes(StandardCharsets.UTF_8))));
        }
        for (int i = 0; i < 50; i++) {
            assertThat(script.awaitMessage()).asString(StandardCharsets.UTF_8).isEqualTo("line " + i);
            assertThat(lines.get(i).get(60, TimeUnit.SECONDS)).isInstanceOf(SendOutcome.Delivered.class);
        }
        assertThat(script.death()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void textAndFilesPassBothWaysOverAConnectionOfOurs(Stack stack) throws Exception {
        ForeignStack script = stack.script();
        converse(weConnect(script, stack.policy()), stack, script);
    }

    @ParameterizedTest
    @EnumSource
    void textAndFilesPassBothWaysOverAConnectionOfTheirs(Stack stack) throws Exception {
        ForeignStack script = stack.script();
        converse(theyConnect(script, stack.policy()), stack, script);
    }

    @ParameterizedTest
    @EnumSource(
            value = Stack.class,
            names = {"NIO_MSRP"},
            mode = EnumSource.Mode.EXCLUDE)
    void successReportsComeWhereTheyAreAskedFor(Stack stack) throws Exception {
        ForeignStack script = stack.script();
        MsrpSession session = weConnect(script, stack.policy());

        assertThat(send(session, "text/plain", "Hello".getBytes(StandardCharsets.UTF_8), true))
                .isEqualTo(new SendOutcome.Delivered(5));
    }

    @ParameterizedTest
    @EnumSource(
            value = Stack.class,
            names = {"MSRPLIB"},
            mode = EnumSource.Mode.EXCLUDE)
    void withoutItsPresetNoneOfThemLives(Stack stack) throws Exception {
        ForeignStack script = stack.script();
        MsrpSession session = weConnect(script, PeerPolicy.DEFAULT);
        byte[] file = new byte[200_000];
        List<CompletableFuture<SendOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            outcomes.add(outcome(session, MessageContent.of("text/plain", new byte[1_500])));
        }
        outcomes.add(outcome(session, MessageContent.of("text/plain", file)));

        assertThat(outcomes.getLast().get(60, TimeUnit.SECONDS)).isInstanceOf(SendOutcome.ConnectionLost.class);
        assertThat(script.death()).isPresent();
    }

    @Test
    void everyPresetIsHeldToItsStack() {
        assertThat(PRESETS.names())
                .containsExactlyInAnyOrderElementsOf(List.of(Stack.values()).stream()
                        .map(stack -> stack.preset)
                        .toList());
    }

    @Test
    void methodWithAnUnderscoreIsAnsweredAndEndsNothing() throws Exception {
        MsrplibPeer blink = new MsrplibPeer();
        MsrpSession session = theyConnect(blink, Stack.MSRPLIB.policy());

        assertThat(blink.askForOffset()).isEqualTo(501);
        blink.keepAlive();
        converse(session, Stack.MSRPLIB, blink);
        assertThat(endpoint.statistics().deviations()).isEqualTo(Map.of("METHOD_NAME", 1L));
    }

    @Test
    void requestThatIsSentAgainIsTakenOnce() throws Exception {
        SipLibPeer psap = new SipLibPeer();
        MsrpSession session = theyConnect(psap, Stack.SIPLIB.policy());

        psap.sendAgainAndAgain("Help");
        assertThat(events.await()).asString(StandardCharsets.UTF_8).isEqualTo("Help");
        converse(session, Stack.SIPLIB, psap);
        assertThat(events.messages).isEmpty();
    }

    @Test
    void heartbeatsAreTakenAndToldToNobody() throws Exception {
        NodeLibPeer node = new NodeLibPeer();
        MsrpSession session = theyConnect(node, Stack.NODE_LIB.policy());

        node.heartbeat();
        node.heartbeat();
        converse(session, Stack.NODE_LIB, node);
        assertThat(events.messages).isEmpty();
    }

    @Test
    void messageThatThePeerWouldDropIsNotSent() throws Exception {
        SipLibPeer psap = new SipLibPeer();
        MsrpSession session = weConnect(psap, Stack.SIPLIB.policy());

        assertThat(send(session, "text/plain", new byte[10_001], false))
                .isEqualTo(new SendOutcome.Refused(413, "the peer takes no more than 10000 octets"));
        converse(session, Stack.SIPLIB, psap);
    }

    @Test
    void answersToNothingAreCountedAndEndNothing() throws Exception {
        TinyMsrpPeer boghe = new TinyMsrpPeer();
        MsrpSession session = weConnect(boghe, Stack.TINYMSRP.policy());

        converse(session, Stack.TINYMSRP, boghe);
        assertThat(endpoint.statistics().strayResponses()).isGreaterThanOrEqualTo(4);
    }

    /** Keeps what comes whole. */
    private static final class Listening implements SessionEvents {
        final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();

        byte[] await() throws InterruptedException {
            byte[] message = messages.poll(20, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no message came");
            }
            return message;
        }

        @Override
        public Reception incoming(IncomingMessage head) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            return Reception.into(new MessageSink() {
                @Override
                public CompletionStage<Verdict> take(long offset, ByteBuffer part) {
                    byte[] copy = new byte[part.remaining()];
                    part.get(copy);
                    body.writeBytes(copy);
                    return CompletableFuture.completedFuture(Verdict.TAKEN);
                }

                @Override
                public CompletionStage<Verdict> complete(long octets) {
                    messages.add(body.toByteArray());
                    return CompletableFuture.completedFuture(Verdict.TAKEN);
                }

                @Override
                public void aborted(Abandonment why) {}
            });
        }
    }
}
