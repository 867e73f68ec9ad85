package org.voxpost.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ConfigFile;
import org.voxpost.testkit.Authority;

class ChecksTest {
    @TempDir
    private Path home;

    @Test
    void aFreshCopyIsGood() throws Exception {
        Files.createDirectories(home.resolve("var/media"));

        assertThat(wrong(Map.of())).isEmpty();
    }

    @Test
    void aPortThatIsTakenIsFound() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(wrong(Map.of("sip.tcp-port", Integer.toString(taken.getLocalPort()))))
                    .anyMatch(text -> text.startsWith("TCP port " + taken.getLocalPort())
                            && text.contains("cannot be bound (sip.tcp-port)"));
        }
    }

    @Test
    void anAddressOfAnotherMachineIsFound() throws Exception {
        assertThat(wrong(Map.of("msrp.bind", "192.0.2.1"))).anyMatch(text -> text.contains("(msrp.port)"));
    }

    @Test
    void aRootThatIsNotThereIsFound() throws Exception {
        assertThat(wrong(Map.of("media.readable-roots", "[nowhere]")))
                .anyMatch(text -> text.contains("nowhere does not exist (media.readable-roots)"));
    }

    @Test
    void aFileInThePlaceOfADirectoryIsFound() throws Exception {
        Files.createFile(home.resolve("spool"));

        assertThat(wrong(Map.of("media.spool", "spool")))
                .anyMatch(text -> text.contains("spool is no directory (media.spool)"));
    }

    @Test
    void aSpoolWithoutRoomIsFound() throws Exception {
        assertThat(wrong(Map.of("media.spool-reserve", "1000000TiB"))).anyMatch(text -> text.contains("spool-reserve"));
    }

    @Test
    void aCertificateThatIsNotThereIsFound() throws Exception {
        assertThat(wrong(Map.of(
                        "msrp.tls.contexts",
                        "[{name: default, certificate: chain.pem, key: key.pem, trust: authorities.pem}]")))
                .anyMatch(text -> text.startsWith("the certificate of TLS context default cannot be used")
                        && text.contains("key.pem does not exist"))
                .anyMatch(text -> text.startsWith("the authorities of TLS context default cannot be read"));
    }

    @Test
    void theProfileForEmergencyCallsIsKeptOrTheKeyThatBreaksItIsNamed() throws Exception {
        Path trust = Authority.in(home.resolve("authority")).certificate();

        assertThat(profile(Map.of("sip.tls.trust", trust.toString())))
                .hasSize(7)
                .allMatch(Finding::good)
                .extracting(Finding::text)
                .contains("profile ng911: TLS is spoken with AES-256 only");
        assertThat(profile(Map.of(
                        "sip.tls.profile", "standard",
                        "sip.tls.client-certificates", "none",
                        "capture.keep-alive", "0s",
                        "msrp.flow.idle", "5m",
                        "journal.kept", "false")))
                .filteredOn(finding -> !finding.good())
                .hasSize(5);
    }

    private List<Finding> profile(Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("profile", "ng911");
        all.putAll(Map.of("sip.udp-port", "0", "sip.tcp-port", "0", "sip.tls.port", "0", "msrp.port", "0"));
        return Checks.of(ConfigFile.with(Config.DEFAULT, all), home).stream()
                .filter(finding -> finding.text().startsWith("profile ng911: "))
                .toList();
    }

    private List<String> wrong(Map<String, String> settings) throws Exception {
        Config free = ConfigFile.with(
                Config.DEFAULT, Map.of("sip.udp-port", "0", "sip.tcp-port", "0", "msrp.port", "0", "api.port", "0"));
        return Checks.of(ConfigFile.with(free, settings), home).stream()
                .filter(finding -> !finding.good())
                .map(Finding::text)
                .toList();
    }
}
