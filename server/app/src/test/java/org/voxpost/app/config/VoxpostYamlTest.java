package org.voxpost.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.voxpost.app.house.SourceTree;

/** The file that documents the configuration says what the code does. */
class VoxpostYamlTest {
    private static final Path FILE = SourceTree.root().resolve("conf/voxpost.yaml");

    @Test
    void itHoldsExactlyTheDefaults() throws ConfigException {
        assertThat(ConfigFile.read(FILE)).isEqualTo(Config.DEFAULT);
    }

    @Test
    void itNamesEveryKeyOnceAndNoOther() throws Exception {
        List<String> named = new ArrayList<>();
        collect(YamlReader.read("voxpost.yaml", Files.readString(FILE)), "", named);

        assertThat(named).containsExactlyElementsOf(Binder.keys(Config.class, ""));
    }

    @Test
    void everyKeyHasAComment() throws IOException {
        List<String> lines = Files.readAllLines(FILE);
        List<String> bare = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean key = lines.get(i).matches(" *[a-z0-9-]+:.*");
            if (key && !lines.get(i - 1).matches(" *# .+")) {
                bare.add(lines.get(i));
            }
        }

        assertThat(bare).isEmpty();
    }

    @Test
    void theExamplesOfListsNameEveryKeyOfTheirRecords() throws Exception {
        String uncommented = Pattern.compile("^( *)#(-|  )(?=[ a-z])", Pattern.MULTILINE)
                .matcher(Files.readString(FILE)
                        .replace("credentials: []", "credentials:")
                        .replace("relays: []", "relays:")
                        .replace("peers: []", "peers:")
                        .replace("sites: []", "sites:")
                        .replace("s3: []", "s3:")
                        .replace("contexts: []", "contexts:")
                        .replace("tokens: []", "tokens:")
                        .replace("webhooks: []", "webhooks:"))
                .replaceAll("$1 $2");
        Config config = ConfigFile.parse("examples", uncommented, Config.DEFAULT);

        assertThat(config.sip().credentials())
                .containsExactly(new SipSection.CredentialsSection("*", "voxpost", "secret"));
        MsrpSection.PeerSection peer = config.msrp().peers().getFirst();
        assertThat(peer.match()).isEqualTo("10.1.0.0/16");
        assertThat(List.of(
                        peer.preset(),
                        peer.offerSetup(),
                        peer.answerSetup(),
                        peer.discardPort(),
                        peer.resume(),
                        peer.pool().sharing(),
                        peer.pool().sessions(),
                        peer.pool().connections(),
                        peer.pool().useTheirs(),
                        peer.address().target(),
                        peer.address().source(),
                        peer.address().inbound(),
                        peer.address().dscp(),
                        peer.address().reoffers(),
                        peer.chunkSize(),
                        peer.window(),
                        peer.windowChunks(),
                        peer.relayChunkSize(),
                        peer.relayWindow(),
                        peer.relay(),
                        peer.security().transport(),
                        peer.security().context(),
                        peer.security().requireFingerprint(),
                        peer.security().acceptSha1(),
                        peer.interleaved(),
                        peer.reports(),
                        peer.emptySend(),
                        peer.keepAlive(),
                        peer.assumedMaxSize()))
                .allMatch(java.util.Optional::isPresent);
        assertThat(config.webhooks())
                .containsExactly(new WebhookSection(
                        "voicemail",
                        "https://as.example.com/voxpost",
                        "whsec_c2VjcmV0",
                        List.of(WebhookSection.Sends.OUTCOMES),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(5),
                        30,
                        Duration.ofSeconds(10)));
        assertThat(config.api().tokens())
                .extracting(ApiSection.TokenSection::role)
                .containsExactly(ApiSection.Role.ACT);
        TlsSection.ContextSection context = config.msrp().tls().contexts().getFirst();
        assertThat(List.of(context.certificate(), context.key(), context.trust()))
                .allMatch(java.util.Optional::isPresent);
        SiteSection site = config.media().http().sites().getFirst();
        assertThat(List.of(
                        site.secretFile(),
                        site.trust(),
                        site.certificate(),
                        site.key(),
                        site.proxy(),
                        site.proxySecretFile()))
                .allMatch(java.util.Optional::isPresent);
        assertThat(List.of(
                        site.match(),
                        site.login().name(),
                        site.user(),
                        site.write().name(),
                        site.proxyUser()))
                .containsExactly("media.example.com", "DIGEST", "voxpost", "PUT", "voxpost");
        StoreSection store = config.media().s3().getFirst();
        assertThat(List.of(store.secretFile(), store.sessionTokenFile(), store.trust()))
                .allMatch(java.util.Optional::isPresent);
        assertThat(List.of(store.buckets().getFirst(), store.region(), store.accessKey()))
                .containsExactly("recordings", "eu-central-1", "AKIAEXAMPLE");
    }

    @Test
    void theExampleOfARelayIsOne() throws Exception {
        String uncommented = Files.readString(FILE).replace("relays: []", "relays:");
        uncommented = Pattern.compile("^( *)#(-|  )(?=[ a-z])", Pattern.MULTILINE)
                .matcher(uncommented.substring(uncommented.indexOf("msrp:"), uncommented.indexOf("# How a peer")))
                .replaceAll("$1 $2");
        MsrpSection.RelaySection relay = ConfigFile.parse("relay", uncommented, Config.DEFAULT)
                .msrp()
                .relays()
                .getFirst();

        assertThat(relay.uri()).isEqualTo("msrps://relay.example.com:2855;tcp");
        assertThat(relay.passwordFile()).contains(Path.of("/etc/voxpost/relay.password"));
    }

    private static void collect(YamlNode.Keys node, String path, List<String> named) {
        for (Map.Entry<String, YamlNode.Entry> entry : node.entries().entrySet()) {
            String own = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            if (entry.getValue().value() instanceof YamlNode.Keys section) {
                collect(section, own, named);
            } else {
                named.add(own);
            }
        }
    }
}
