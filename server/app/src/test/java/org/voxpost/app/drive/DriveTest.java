package org.voxpost.app.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ConfigFile;
import org.voxpost.app.config.ModuleSettings;
import org.voxpost.app.receive.DeliveryServer;
import org.voxpost.app.receive.ReceiveEvents;
import org.voxpost.app.receive.ReceiveTerms;
import org.voxpost.app.serve.Server;
import org.voxpost.msrp.MediaSecurity;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.TlsContext;
import org.voxpost.msrp.TlsSettings;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipUri;

/** An application server, the server and a delivery server in one process, on real sockets. */
@Timeout(60)
class DriveTest {
    private static final String TRANSFER = """
        <?xml version="1.0" encoding="UTF-8"?>
        <msml version="1.1">
          <dialogstart target="conn:ID" type="application/moml+xml" name="12345">
            <transfer id="transfer">
              <fileobj objid="transfer" contenttype="audio/amr" delete="true" src="file://%FILE%"
                 dest="xmsrp://?offerer=sip:msml@127.0.0.1; answerer=%TO%; file=%FILE%"/>
              <transferobjdone><send target="source" event="transfer.objectdone" namelist="transfer.objid transfer.duration"/></transferobjdone>
              <transferexit><send target="source" event="TransferEnd" namelist="transfer.end transfer.duration"/></transferexit>
            </transfer>
          </dialogstart>
        </msml>
        """;

    @TempDir
    private Path home;

    @Test
    void aTransferThatDeliversIsASuccess() throws Exception {
        Path media = Files.createDirectories(home.resolve("var/media"));
        Path source = Files.write(media.resolve("a.amr"), new byte[30_000]);
        try (Server server = server();
                DeliveryServer delivery = delivery();
                ApplicationServer drive = drive()) {
            DriveReport report = run(
                    drive, server, TRANSFER, Map.of("FILE", "a.amr", "TO", "sip:x@127.0.0.1:" + delivery.sipUdpPort()));

            assertThat(report.failures()).isEmpty();
            assertThat(report.events())
                    .extracting(MsmlReply.Event::name)
                    .containsExactly("transfer.objectdone", "TransferEnd", "msml.dialog.exit");
            assertThat(report.events().getFirst().id()).isEqualTo(report.connection() + "/dialog:12345");
        }
        assertThat(source).doesNotExist();
        assertThat(home.resolve("in/a.amr")).hasSize(30_000);
    }

    @Test
    void aTransferToAPeerWithTlsGoesOverTls() throws Exception {
        Path media = Files.createDirectories(home.resolve("var/media"));
        Files.write(media.resolve("a.amr"), new byte[30_000]);
        Map<String, String> settings = Map.of(
                "api.port", "0",
                "sip.udp-port", "0",
                "sip.tcp-port", "0",
                "msrp.port", "0",
                "msrp.tls.port", "0",
                "msrp.peers", "[{match: 127.0.0.0/8, security: {transport: tls, require-fingerprint: true}}]");
        Config config = ConfigFile.with(Config.DEFAULT, settings);
        MsrpConfiguration secure = MsrpConfiguration.on(
                        new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0))
                .withTls(TlsSettings.of(TlsContext.selfSigned("default")));
        ReceiveTerms terms = ReceiveTerms.into(home.resolve("in"), SipConfiguration.on("127.0.0.1", 0), secure)
                .withSecurity(MediaSecurity.TLS.withRequireFingerprint(true));
        try (Server server = Server.start(config, home, Optional.empty(), Optional.empty(), List.of());
                DeliveryServer delivery = DeliveryServer.open(terms, new ReceiveEvents() {});
                ApplicationServer drive = drive()) {
            DriveReport report = run(
                    drive, server, TRANSFER, Map.of("FILE", "a.amr", "TO", "sip:x@127.0.0.1:" + delivery.sipUdpPort()));

            assertThat(report.failures()).isEmpty();
            assertThat(server.engine().msrp().statistics().tls().handshakes()).isEqualTo(1);
        }
        assertThat(home.resolve("in/a.amr")).hasSize(30_000);
    }

    @Test
    void aTransferThatFailsIsAFailure() throws Exception {
        try (Server server = server();
                ApplicationServer drive = drive()) {
            DriveReport report = run(drive, server, TRANSFER, Map.of("FILE", "none.amr", "TO", "sip:x@127.0.0.1:9"));

            assertThat(report.good()).isFalse();
            assertThat(report.events().getLast().endsDialog()).isTrue();
        }
    }

    @Test
    void theEndOfATransferIsReadByItsConfiguredNames() throws Exception {
        Config config = ConfigFile.with(
                Config.DEFAULT,
                Map.of(
                        "api.port",
                        "0",
                        "sip.udp-port",
                        "0",
                        "sip.tcp-port",
                        "0",
                        "msrp.port",
                        "0",
                        "msml.names.end",
                        "x.end",
                        "msml.names.reason",
                        "x.reason",
                        "msml.names.failed",
                        "x.failed"));
        String script = TRANSFER.replace("transfer.end transfer.duration", "x.end x.reason");
        try (Server server = Server.start(config, home, Optional.empty(), Optional.empty(), List.of());
                ApplicationServer drive = drive()) {
            DrivePlan plan = DrivePlan.of(
                            SipUri.of("msml", "127.0.0.1", server.engine().sipUdpPort()),
                            SipUri.of("as", "127.0.0.1", 0),
                            new Script(script))
                    .withValues(Map.of("FILE", "none.amr", "TO", "sip:x@127.0.0.1:9"))
                    .withNames(new ModuleSettings(config, home).names())
                    .withDeadline(Duration.ofSeconds(30));

            DriveReport report = drive.run(plan, DriveEvents.NONE).get(45, TimeUnit.SECONDS);

            assertThat(report.failures().getFirst())
                    .startsWith("A transfer ended with x.failed: ")
                    .contains("none.amr");
        }
    }

    @Test
    void aDocumentThatIsRefusedIsAFailure() throws Exception {
        try (Server server = server();
                ApplicationServer drive = drive()) {
            DriveReport report = run(drive, server, "<msml version='1.1'><nonsense/></msml>", Map.of());

            assertThat(report.failures()).singleElement().asString().startsWith("The document was answered 4");
        }
    }

    @Test
    void aServerThatIsNotThereIsAFailureWithinTheDeadline() throws Exception {
        int port;
        try (Server server = server()) {
            port = server.engine().sipUdpPort();
        }
        try (ApplicationServer drive = drive()) {
            DrivePlan plan = DrivePlan.of(
                            SipUri.of("msml", "127.0.0.1", port),
                            SipUri.of("as", "127.0.0.1", 0),
                            new Script("<msml/>"))
                    .withDeadline(Duration.ofSeconds(1));

            DriveReport report = drive.run(plan, DriveEvents.NONE).get(30, TimeUnit.SECONDS);

            assertThat(report.failures()).singleElement().asString().startsWith("The call could not be made: ");
            assertThat(report.connection()).isEmpty();
        }
    }

    private static DriveReport run(ApplicationServer drive, Server server, String script, Map<String, String> values)
            throws Exception {
        DrivePlan plan = DrivePlan.of(
                        SipUri.of("msml", "127.0.0.1", server.engine().sipUdpPort()),
                        SipUri.of("as", "127.0.0.1", 0),
                        new Script(script))
                .withValues(values)
                .withDeadline(Duration.ofSeconds(30));
        return drive.run(plan, DriveEvents.NONE).get(45, TimeUnit.SECONDS);
    }

    private Server server() throws Exception {
        Config config = ConfigFile.with(
                Config.DEFAULT, Map.of("sip.udp-port", "0", "sip.tcp-port", "0", "msrp.port", "0", "api.port", "0"));
        return Server.start(config, home, Optional.empty(), Optional.empty(), List.of());
    }

    private DeliveryServer delivery() throws Exception {
        return DeliveryServer.open(
                ReceiveTerms.into(
                        home.resolve("in"),
                        SipConfiguration.on("127.0.0.1", 0),
                        MsrpConfiguration.on(
                                new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0))),
                new ReceiveEvents() {});
    }

    private static ApplicationServer drive() throws Exception {
        return ApplicationServer.open(SipConfiguration.on("127.0.0.1", 0));
    }
}
