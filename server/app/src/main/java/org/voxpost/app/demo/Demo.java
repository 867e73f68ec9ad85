package org.voxpost.app.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.io.FileUtils;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ConfigException;
import org.voxpost.app.config.ConfigFile;
import org.voxpost.app.drive.ApplicationServer;
import org.voxpost.app.drive.DrivePlan;
import org.voxpost.app.drive.DriveReport;
import org.voxpost.app.drive.Script;
import org.voxpost.app.receive.DeliveryServer;
import org.voxpost.app.receive.ReceiveEvents;
import org.voxpost.app.receive.ReceiveTerms;
import org.voxpost.app.receive.ReceivedMessage;
import org.voxpost.app.serve.Server;
import org.voxpost.media.MediaException;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpTrace;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipUri;

/**
 * The main job, twice: a recording on disk that is deleted once it is delivered, and one on an HTTP server. Four parties on loopback:
 * an application server, Voxpost, a delivery server and a media server, with nothing between them but sockets and files.
 */
public final class Demo {

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path recording;
    private final Path script;
    private final DemoPorts ports;
    private final PrintWriter out;
    private final Narrator narrator;
    private final Ladder ladder = new Ladder("application server", "Voxpost", "delivery server");
    private final BlockingQueue<ReceivedMessage> received = new LinkedBlockingQueue<>();

    /**
     * @param recording what is transferred; a copy of it, so that it stays
     * @param script the document, with blanks for source, delivery server and deletion
     */
    public Demo(Path recording, Path script, DemoPorts ports, PrintWriter out) {
        this.recording = recording;
        this.script = script;
        this.ports = ports;
        this.out = out;
        this.narrator = new Narrator(out);
    }

    /** Something went another way than it should; the message is for the one who watches. */
    public static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message, null, false, false);
        }
    }

    /** Runs it all and returns when everything was as it should be. */
    public void run() throws Failed, IOException, MediaException, ConfigException, InterruptedException {
        Path home = Files.createTempDirectory("voxpost-demo");
        try {
            run(home, Files.readAllBytes(recording));
        } finally {
            FileUtils.deleteDirectory(home.toFile());
        }
    }

    private void run(Path home, byte[] content)
            throws Failed, IOException, MediaException, ConfigException, InterruptedException {
        try (MediaServer http = MediaServer.start(ports.http(), content);
                DeliveryServer delivery = deliveryServer(home.resolve("received"));
                ApplicationServer caller = ApplicationServer.open(sip(ports.applicationServer()));
                Server server = Server.start(
                        configuration(home, http),
                        home,
                        Optional.of(new SipSteps(ladder, 1, Map.of(caller.sipUdpPort(), 0), 2)),
                        Optional.of(this::onLadder),
                        List.of(narrator))) {
            Path source =
                    Files.createDirectories(home.resolve("media/recordings")).resolve("RECORD VMD4 1.amr");
            Files.write(source, content);
            narrator.say(
                    "everyone",
                    "is up: Voxpost on SIP port " + server.engine().sipUdpPort() + " and MSRP port "
                            + server.engine().msrpPort() + ", the delivery server on " + delivery.sipUdpPort() + " and "
                            + delivery.msrpPort() + ", HTTP on " + http.port());

            chapter("1. A recording on disk, deleted once it is delivered");
            transfer(caller, server, delivery, "file://" + source, true, content);
            if (Files.exists(source)) {
                throw new Failed("the source is still there");
            }

            chapter("2. A recording on an HTTP server");
            transfer(caller, server, delivery, http.uri(), false, content);
        }
        chapter("The messages");
        ladder.lines().forEach(out::println);
        out.println();
        out.println("Both recordings arrived, octet for octet; the source on disk is deleted.");
        out.flush();
    }

    private void transfer(
            ApplicationServer caller,
            Server server,
            DeliveryServer delivery,
            String source,
            boolean delete,
            byte[] content)
            throws Failed, IOException, InterruptedException {
        DrivePlan plan = DrivePlan.of(
                        SipUri.of("msml", LOOPBACK, server.engine().sipUdpPort()),
                        SipUri.of("as", LOOPBACK, caller.sipUdpPort()),
                        new Script(Files.readString(script)))
                .withValues(Map.of(
                        "SOURCE", source,
                        "DELIVERY",
                                SipUri.of("delivery", LOOPBACK, delivery.sipUdpPort())
                                        .toString(),
                        "DELETE", Boolean.toString(delete)))
                .withDeadline(PATIENCE);
        DriveReport report = await(caller, plan);
        if (!report.good()) {
            throw new Failed(String.join("; ", report.failures()));
        }
        ReceivedMessage message = received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (message == null || !sha256(content).equals(message.sha256())) {
            throw new Failed("what the delivery server stored is not what was sent");
        }
        narrator.say("everyone", "agrees: the checksums are the same at both ends");
    }

    private DriveReport await(ApplicationServer caller, DrivePlan plan) throws Failed, InterruptedException {
        try {
            return caller.run(plan, narrator).get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Failed("the application server did not come to an end: " + e);
        }
    }

    private DeliveryServer deliveryServer(Path directory) throws IOException, MediaException {
        MsrpConfiguration msrp = MsrpConfiguration.on(
                        new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), ports.deliveryMsrp()))
                .withAdvertised(LOOPBACK, 0);
        return DeliveryServer.open(ReceiveTerms.into(directory, sip(ports.delivery()), msrp), new ReceiveEvents() {
            @Override
            public void received(ReceivedMessage message) {
                narrator.received(message);
                received.add(message);
            }

            @Override
            public void lost(String callId, String offeredName, String why) {
                narrator.lost(callId, offeredName, why);
            }
        });
    }

    private Config configuration(Path home, MediaServer http) throws ConfigException {
        Path media = home.resolve("media");
        return ConfigFile.with(
                Config.DEFAULT,
                Map.of(
                        "sip.udp-port", Integer.toString(ports.server()),
                        "sip.tcp-port", Integer.toString(ports.server()),
                        "msrp.port", Integer.toString(ports.serverMsrp()),
                        "media.root", media.toString(),
                        "media.writable-roots", "[]",
                        "media.deletable-roots", "[" + media + "]",
                        "media.spool", home.resolve("spool").toString(),
                        "media.http.allowed", "[\"127.0.0.1:" + http.port() + "\"]",
                        "journal.directory", home.resolve("journal").toString(),
                        "api.served", "false"));
    }

    private static SipConfiguration sip(int port) {
        return SipConfiguration.on(LOOPBACK, port);
    }

    /** The delivery server is the only one that Voxpost speaks MSRP with. */
    private void onLadder(MsrpTrace.Frame frame) {
        boolean sent = frame.direction() == MsrpTrace.Direction.SENT;
        ladder.add(frame.instant(), sent ? 1 : 2, sent ? 2 : 1, "MSRP " + frame.summary());
    }

    private void chapter(String title) {
        out.println();
        out.println(title);
        out.println();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
