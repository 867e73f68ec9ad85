package org.voxpost.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.app.house.SourceTree;
import org.voxpost.msrp.MediaSecurity;
import org.voxpost.msrp.TlsContext;
import org.voxpost.sip.SipTls;

/** The profile changes defaults, and nothing that is set. */
class ServerProfileTest {
    @TempDir
    Path directory;

    @Test
    void theProfileForEmergencyCallsChangesTheseDefaultsAndNoOther() {
        Config config = ServerProfile.NG911.defaults();

        assertThat(config.sip().tls().enabled()).isTrue();
        assertThat(config.sip().tls().profile()).isEqualTo(SipTls.Profile.NG911);
        assertThat(config.sip().tls().clientCertificates()).isEqualTo(SipTls.ClientCertificates.WANTED);
        assertThat(config.msrp().tls().profile()).isEqualTo(TlsContext.Profile.NG911);
        assertThat(config.msrp().policy().security().transport()).isEqualTo(MediaSecurity.Transport.EITHER);
        assertThat(config.msrp().flow().idle()).isEqualTo(Duration.ofHours(2));
        assertThat(backToStandard(config)).isEqualTo(Config.DEFAULT);
    }

    private static Config backToStandard(Config config) {
        Config usual = Config.DEFAULT;
        MsrpSection msrp = config.msrp();
        SecuritySection security =
                Overlay.replacing(msrp.policy().security(), "transport", MediaSecurity.Transport.PLAIN);
        return Overlay.replacing(
                config,
                Map.of(
                        "profile", ServerProfile.STANDARD,
                        "sip",
                                Overlay.replacing(
                                        config.sip(), "tls", usual.sip().tls()),
                        "msrp",
                                Overlay.replacing(
                                        msrp,
                                        Map.of(
                                                "policy", Overlay.replacing(msrp.policy(), "security", security),
                                                "tls", usual.msrp().tls(),
                                                "flow", usual.msrp().flow()))));
    }

    @Test
    void inTheFileThatComesWithTheServerTheProfileAloneHasToBeChanged() throws Exception {
        String text = Files.readString(SourceTree.root().resolve("conf/voxpost.yaml"));
        Path file = Files.writeString(
                directory.resolve("a.yaml"), text.replace("\nprofile: standard\n", "\nprofile: ng911\n"));

        assertThat(ConfigFile.read(file)).isEqualTo(ServerProfile.NG911.defaults());
    }

    @Test
    void whatTheFileSetsCountsBeforeTheProfileOfTheCommandLine() throws Exception {
        Path file = Files.writeString(
                directory.resolve("a.yaml"), "profile: standard\nsip: {tls: {client-certificates: required}}\n");

        Config config = ConfigFile.read(file, Map.of("profile", "ng911", "sip.tls.port", "5071"));

        assertThat(config.profile()).isEqualTo(ServerProfile.NG911);
        assertThat(config.sip().tls().clientCertificates()).isEqualTo(SipTls.ClientCertificates.REQUIRED);
        assertThat(config.sip().tls().profile()).isEqualTo(SipTls.Profile.NG911);
        assertThat(config.sip().tls().port()).isEqualTo(5071);
    }

    @Test
    void contextsOfMsrpThatNameNoProfileHaveThatOfTheServer() throws Exception {
        Config config = ConfigFile.with(
                Config.DEFAULT,
                Map.of(
                        "profile",
                        "ng911",
                        "msrp.tls.contexts",
                        "[{name: default, port: 2857}, {name: old, port: 2858, profile: standard}]"));

        List<TlsContext> contexts = new ModuleSettings(config, directory).tls().contexts();

        assertThat(contexts)
                .extracting(TlsContext::profile)
                .containsExactly(TlsContext.Profile.NG911, TlsContext.Profile.STANDARD);
    }

    @Test
    void aProfileOverKeysThatAreLaidOutAlreadyIsRefused() throws Exception {
        Config laid = ConfigFile.with(Config.DEFAULT, Map.of("sip.udp-port", "5070"));

        assertThatThrownBy(() -> ConfigFile.with(laid, Map.of("profile", "ng911")))
                .hasMessageContaining("comes too late");
    }

    @Test
    void onlyAKeyThatTheProfileDecidesMayBeWithoutAValue() throws Exception {
        assertThat(ConfigTexts.parse("sip: {tls: {enabled: }}")).isEqualTo(Config.DEFAULT);
        assertThat(ConfigTexts.problems("sip: {udp-port: }").getFirst().fault()).isEqualTo("is nothing");
    }
}
