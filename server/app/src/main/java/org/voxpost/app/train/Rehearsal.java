package org.voxpost.app.train;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ConfigException;
import org.voxpost.app.config.ConfigFile;
import org.voxpost.app.drive.ApplicationServer;
import org.voxpost.app.drive.DriveEvents;
import org.voxpost.app.drive.DrivePlan;
import org.voxpost.app.drive.DriveReport;
import org.voxpost.app.drive.Script;
import org.voxpost.app.receive.DeliveryServer;
import org.voxpost.app.receive.ReceiveEvents;
import org.voxpost.app.receive.ReceiveTerms;
import org.voxpost.app.serve.Server;
import org.voxpost.media.MediaException;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipUri;

/**
 * Serves, drives and receives a few transfers in one process on free loopback ports. The launcher runs it once with
 * {@code -XX:AOTCacheOutput}, so that later starts find classes loaded and linked (JEP 483, JEP 514, JEP 515).
 */
public final class Rehearsal {
    private static final int ROUNDS = 20;
    private static final String LOOPBACK = "127.0.0.1";
    private static final String SCRIPT = """
        <?xml version="1.0" encoding="UTF-8"?>
        <msml version="1.1">
          <dialogstart target="conn:ID" type="application/moml+xml" name="rehearsal">
            <transfer id="transfer">
              <fileobj objid="voicemail" contenttype="audio/amr" src="file://rehearsal.amr"
                       dest="xmsrp://?offerer=sip:msml@127.0.0.1;answerer=%TO%;file=rehearsal.amr"/>
              <transferobjdone>
                <send target="source" event="done" namelist="transfer.objid transfer.duration"/>
              </transferobjdone>
              <transferexit>
                <send target="source" event="end" namelist="transfer.end transfer.duration"/>
              </transferexit>
            </transfer>
          </dialogstart>
        </msml>
        """;

    private Rehearsal() {}

    /**
     * Runs it in an empty directory of the caller's.
     *
     * @return whether every transfer arrived
     */
    public static boolean run(Path home) throws IOException, MediaException, ConfigException {
        Path media = Files.createDirectories(home.resolve("var/media"));
        Files.write(media.resolve("rehearsal.amr"), new byte[30_000]);
        Config config = ConfigFile.with(
                Config.DEFAULT, Map.of("sip.udp-port", "0", "sip.tcp-port", "0", "msrp.port", "0", "api.port", "0"));
        try (Server server = Server.start(config, home, Optional.empty(), Optional.empty(), List.of());
                DeliveryServer delivery = DeliveryServer.open(receive(home), new ReceiveEvents() {});
                ApplicationServer drive = ApplicationServer.open(SipConfiguration.on(LOOPBACK, 0))) {
            DrivePlan plan = DrivePlan.of(
                            SipUri.of("msml", LOOPBACK, server.engine().sipUdpPort()),
                            SipUri.of("rehearsal", LOOPBACK, drive.sipUdpPort()),
                            new Script(SCRIPT))
                    .withValues(Map.of("TO", "sip:mailbox@127.0.0.1:" + delivery.sipUdpPort()))
                    .withDeadline(Duration.ofSeconds(20));
            boolean good = true;
            for (int i = 0; i < ROUNDS && good; i++) {
                DriveReport report = drive.run(plan, DriveEvents.NONE).join();
                good = report.good();
            }
            return good;
        }
    }

    private static ReceiveTerms receive(Path home) {
        return ReceiveTerms.into(
                home.resolve("in"),
                SipConfiguration.on(LOOPBACK, 0),
                MsrpConfiguration.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }
}
