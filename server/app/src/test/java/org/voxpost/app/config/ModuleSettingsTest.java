package org.voxpost.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.media.HttpLogin;
import org.voxpost.media.HttpProxy;
import org.voxpost.media.MediaConfiguration;
import org.voxpost.media.S3Store;
import org.voxpost.msrp.MsrpNetwork;
import org.voxpost.msrp.PeerPolicy;

/** What a configuration gives the modules. */
class ModuleSettingsTest {

    @Test
    void theNetworkAroundUsIsThatOfTheFile() throws Exception {
        MsrpNetwork network = new ModuleSettings(ConfigTexts.parse("""
            msrp:
              network:
                reachable: false
                allowed-sources: [10.1.0.0/16, "2001:db8::/32"]
                name-servers: [192.0.2.1, "192.0.2.2:5353", "[2001:db8::53]:54"]
            """), Path.of("/home"))
                .msrp()
                .network();

        assertThat(network.reachable()).isFalse();
        assertThat(network.allowedSources().test(InetAddress.ofLiteral("10.1.2.3")))
                .isTrue();
        assertThat(network.allowedSources().test(InetAddress.ofLiteral("10.2.2.3")))
                .isFalse();
        assertThat(network.allowedSources().test(InetAddress.ofLiteral("2001:db8::7")))
                .isTrue();
        assertThat(network.nameServers())
                .containsExactly(
                        new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 53),
                        new InetSocketAddress(InetAddress.ofLiteral("192.0.2.2"), 5353),
                        new InetSocketAddress(InetAddress.ofLiteral("2001:db8::53"), 54));
    }

    @Test
    void theDefaultsAreThoseOfTheModules() throws Exception {
        ModuleSettings settings = new ModuleSettings(Config.DEFAULT, Path.of("/home"));

        assertThat(settings.policy("anybody")).isEqualTo(PeerPolicy.DEFAULT);
        assertThat(settings.msrp().limits()).isEqualTo(org.voxpost.msrp.MsrpLimits.DEFAULT);
        assertThat(settings.msrp().timeouts()).isEqualTo(org.voxpost.msrp.MsrpTimeouts.DEFAULT);
        assertThat(settings.msml()).isEqualTo(org.voxpost.msml.MsmlLimits.DEFAULTS);
        assertThat(settings.sip())
                .isEqualTo(
                        org.voxpost.sip.SipConfiguration.on("127.0.0.1", 5060).withUserAgent("Voxpost"));
        assertThat(settings.engine(Optional.empty(), Optional.empty()).transfer())
                .isEqualTo(org.voxpost.engine.transfer.TransferPolicy.DEFAULT);
        assertThat(settings.engine(Optional.empty(), Optional.empty()).names())
                .isEqualTo(org.voxpost.engine.transfer.TransferNames.DEFAULT);
        assertThat(settings.media().http()).isEqualTo(org.voxpost.media.HttpSettings.denyAll());
        assertThat(settings.media().cache()).isEqualTo(org.voxpost.media.CacheSettings.standard());
        assertThat(settings.media().disk()).isEqualTo(org.voxpost.media.DiskSettings.standard());
        assertThat(settings.media().memory()).isEqualTo(org.voxpost.media.MemorySettings.off());
        assertThat(settings.media().s3()).isEmpty();
    }

    @Test
    void serversOfMediaGetTheirSecretsOutOfFiles(@TempDir Path home) throws Exception {
        Files.writeString(home.resolve("password"), "s3cret\n");
        Config config = ConfigTexts.parse("""
            media:
              http:
                allowed: ['media.example.net']
                sites:
                  - match: media.example.net
                    login: basic
                    user: voxpost
                    secret-file: password
                    write: put
                    proxy: proxy.lan:3128
              s3:
                - buckets: ['*']
                  endpoint: https://s3.example.net
                  access-key: key
                  secret-file: password
              memory: 1MiB
            """);
        MediaConfiguration media = new ModuleSettings(config, home).media();

        assertThat(media.http().sites()).singleElement().satisfies(site -> {
            assertThat(site.login()).isEqualTo(new HttpLogin.Basic("voxpost", "s3cret", false));
            assertThat(site.proxy()).contains(new HttpProxy("proxy.lan", 3128, "", ""));
        });
        assertThat(media.s3()).singleElement().extracting(S3Store::secretKey).isEqualTo("s3cret");
        assertThat(media.memory().maxBytes()).isEqualTo(1 << 20);
        assertThat(config.toString() + media).doesNotContain("s3cret");
        Files.delete(home.resolve("password"));
        assertThatThrownBy(() -> new ModuleSettings(config, home).media())
                .hasMessageContaining("the secret of the HTTP site media.example.net cannot be read from");
    }

    @Test
    void relativePathsStartAtTheHomeDirectory() throws Exception {
        ModuleSettings settings = new ModuleSettings(Config.DEFAULT, Path.of("/opt/voxpost"));

        assertThat(settings.media().mediaRoot()).isEqualTo(Path.of("/opt/voxpost/var/media"));
        assertThat(settings.journalDirectory()).isEqualTo(Path.of("/opt/voxpost/var/journal"));
        assertThat(settings.path(Path.of("/abs"))).isEqualTo(Path.of("/abs"));
    }
}
