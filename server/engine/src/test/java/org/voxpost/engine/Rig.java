package org.voxpost.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.voxpost.engine.control.Callers;
import org.voxpost.engine.control.ControlTerms;
import org.voxpost.engine.delivery.DeliveryTerms;
import org.voxpost.engine.event.ServerEvent;
import org.voxpost.engine.journal.Journal;
import org.voxpost.engine.overload.OverloadTerms;
import org.voxpost.engine.transfer.TransferNames;
import org.voxpost.engine.transfer.TransferPolicy;
import org.voxpost.media.AllowedTarget;
import org.voxpost.media.CacheSettings;
import org.voxpost.media.HttpSettings;
import org.voxpost.media.HttpSite;
import org.voxpost.media.HttpWrite;
import org.voxpost.media.MediaConfiguration;
import org.voxpost.media.MediaException;
import org.voxpost.media.MemorySettings;
import org.voxpost.msml.MsmlLimits;
import org.voxpost.msrp.FlowTimeouts;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpTimeouts;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.SipPeer;

/** A server on loopback with short deadlines, its directories, and an application server that has called it. */
final class Rig implements AutoCloseable {

    /** A control leg as a client of PowerMedia XMS offers it. */
    static final String CONTROL_SDP = "v=0 \no=test 1 1 IN IP4 0.0.0.0 \ns=test Server \nc=IN IP4 0.0.0.0 \nt=0 0";

    final Path media;
    final Path spool;
    final Engine engine;
    final SipPeer as;
    final BlockingQueue<ServerEvent> facts = new LinkedBlockingQueue<>();

    private Rig(Path home, UnaryOperator<EngineConfiguration> change, Journal journal, SipPeer as)
            throws IOException, MediaException {
        this.media = Files.createDirectories(home.resolve("media"));
        this.spool = home.resolve("spool");
        this.as = as;
        this.engine = Engine.start(change.apply(configuration()), journal, (_, _, _) -> new byte[0], facts::add);
    }

    static Rig start(Path home) throws IOException, MediaException {
        return start(home, configuration -> configuration);
    }

    static Rig start(Path home, UnaryOperator<EngineConfiguration> change) throws IOException, MediaException {
        return start(home, change, Journal.none());
    }

    static Rig start(Path home, UnaryOperator<EngineConfiguration> change, Journal journal)
            throws IOException, MediaException {
        return new Rig(home, change, journal, SipPeer.udp());
    }

    /** The same application server, and another run of the server. */
    static Rig start(Path home, UnaryOperator<EngineConfiguration> change, Journal journal, SipPeer as)
            throws IOException, MediaException {
        return new Rig(home, change, journal, as);
    }

    private EngineConfiguration configuration() {
        HttpSettings http = new HttpSettings(
                List.of(AllowedTarget.parse("127.0.0.1:*")),
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                0,
                Duration.ofSeconds(10),
                1 << 20,
                3,
                false,
                8,
                3,
                List.of(HttpSite.of(AllowedTarget.parse("127.0.0.1:*")).withWrite(HttpWrite.PUT)));
        MsrpTimeouts timeouts = new MsrpTimeouts(
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                FlowTimeouts.DEFAULT);
        return new EngineConfiguration(
                SipConfiguration.on("127.0.0.1", 0)
                        .withT1(Duration.ofMillis(100))
                        .withProvisionalAfter(Duration.ZERO),
                MsrpConfiguration.on(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))
                        .withAdvertised("127.0.0.1", 0)
                        .withTimeouts(timeouts),
                MediaConfiguration.reading(media, spool)
                        .withWritable(media)
                        .withDeletable(media)
                        .withHttp(http)
                        .withCache(CacheSettings.off())
                        .withMemory(MemorySettings.of(1 << 20))
                        .withLimits(0, 1 << 24),
                MsmlLimits.DEFAULTS,
                new ControlTerms(
                        Optional.empty(),
                        16,
                        true,
                        Duration.ofSeconds(5),
                        "127.0.0.1",
                        Duration.ofSeconds(2),
                        "X-Job-Key",
                        Callers.EVERYONE),
                new DeliveryTerms(
                        Duration.ofSeconds(2),
                        Duration.ofMillis(300),
                        "X-Voxpost-Job",
                        List.of(),
                        Duration.ofSeconds(5),
                        "application/octet-stream",
                        "127.0.0.1",
                        uri -> PeerPolicy.DEFAULT.withChunks(4_096)),
                new TransferPolicy(4, Duration.ofMillis(50), Duration.ofSeconds(1), 0, Duration.ofMinutes(1)),
                TransferNames.DEFAULT,
                OverloadTerms.DEFAULT,
                Optional.empty(),
                Duration.ofSeconds(5),
                Duration.ZERO);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), engine.sipUdpPort());
    }

    /** A call of the application server, answered and acknowledged. */
    SipDialog call() {
        SipDialog dialog = as.invite(address(), "sip:msml@127.0.0.1", CONTROL_SDP, "Content-Type: application/sdp");
        dialog.expectResponse(200, "INVITE");
        dialog.ack();
        return dialog;
    }

    /** Waits until no MSRP session is left: each ends on its own lane, behind the outcome that it has told. */
    void awaitNoSessions() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (engine.msrp().statistics().sessions() > 0) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("an MSRP session was left behind");
            }
            Thread.onSpinWait();
        }
    }

    /** Sends a document and gives the body of the 200. */
    static String ask(SipDialog dialog, String document) {
        dialog.info("application/xml", document);
        return dialog.expectResponse(200, "INFO").body();
    }

    /** Waits for the next event of the server, answers it, and gives its body. */
    static String event(SipDialog dialog) {
        SipMessage info = dialog.expect("INFO");
        dialog.respond(info, 200, "OK", "");
        return info.body();
    }

    /** Starts a dialog with these elements on the call's own connection. */
    static String start(SipDialog dialog, String elements) {
        return ask(
                dialog,
                "<msml version=\"1.1\"><dialogstart target=\"conn:" + dialog.remoteTag()
                        + "\" type=\"application/moml+xml\" name=\"d\">" + elements + "</dialogstart></msml>");
    }

    /** A transfer of one object that tells everything there is to tell. */
    static String transfer(String attributes, String object) {
        String all = "transfer.end transfer.status transfer.size transfer.objid";
        return "<transfer " + attributes + ">" + object
                + "<transferobjdone><send target=\"source\" event=\"object\" namelist=\""
                + all + "\"/></transferobjdone><transferexit><send target=\"source\" event=\"exit\" namelist=\"" + all
                + "\"/></transferexit></transfer>";
    }

    static String object(String source, String answerer, String more) {
        return "<fileobj objid=\"o\" src=\"" + source + "\" dest=\"xmsrp://?offerer=sip:msml@127.0.0.1;answerer="
                + answerer + ";file=/box/voice mail.amr\" " + more + "/>";
    }

    /** A recording of random octets under the media root. */
    Path recording(String name, int octets) throws IOException {
        byte[] content = new byte[octets];
        new Random(octets).nextBytes(content);
        return Files.write(media.resolve(name), content);
    }

    /** Waits for a fact of this kind. */
    <T extends ServerEvent> T fact(Class<T> kind) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            ServerEvent event = facts.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw new AssertionError("no " + kind.getSimpleName() + " within 20 s");
            }
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    /** The server is gone and its application server stays, as after a crash. */
    SipPeer crash() {
        as.answerAlways("BYE");
        engine.close();
        return as;
    }

    @Override
    public void close() {
        // A server that stops tells its application servers so, and waits for their answers.
        as.answerAlways("INFO", "BYE");
        engine.close();
        as.close();
    }
}
