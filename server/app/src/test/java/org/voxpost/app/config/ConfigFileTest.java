package org.voxpost.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.app.house.SourceTree;
import org.voxpost.media.HttpLogin;
import org.voxpost.media.HttpProxy;
import org.voxpost.media.MediaConfiguration;
import org.voxpost.media.S3Store;
import org.voxpost.msrp.AddressPolicy;
import org.voxpost.msrp.MediaSecurity;
import org.voxpost.msrp.MsrpNetwork;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.PoolPolicy;
import org.voxpost.msrp.RelayAccount;
import org.voxpost.msrp.TlsContext;

class ConfigFileTest {
    private static final Path SHIPPED = SourceTree.root().resolve("conf/peers");

    @Test
    void anEmptyFileIsTheDefaults() throws ConfigException {
        assertThat(parse("")).isEqualTo(Config.DEFAULT);
        assertThat(parse("# nothing\n")).isEqualTo(Config.DEFAULT);
        assertThat(parse("sip:\n")).isEqualTo(Config.DEFAULT);
    }

    @Test
    void aKeyThatIsSetLeavesTheOthersAlone() throws ConfigException {
        Config config = parse("sip:\n  udp-port: 5070\n  session-timer:\n    expires: 10m\n");

        assertThat(config.sip().udpPort()).isEqualTo(5070);
        assertThat(config.sip().tcpPort()).isEqualTo(5060);
        assertThat(config.sip().sessionTimer().expires()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.sip().sessionTimer().minimum()).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.msrp()).isEqualTo(Config.DEFAULT.msrp());
    }

    @ParameterizedTest
    @CsvSource({"Via", "cseq", "Call-ID", "Content-Length", "i", "X Job", "X-Job:"})
    void aJobHeaderThatTheStackWritesItselfOrThatIsNoneIsRefused(String name) {
        assertThatThrownBy(() -> parse("transfer:\n  job-header: '" + name + "'\n"))
                .hasMessageContaining("transfer.job-header")
                .hasMessageContaining("the name of a SIP header that the stack does not write itself");
    }

    @Test
    void aDomainIsNoApplicationServerSinceAddressesHaveNone() {
        assertThatThrownBy(() -> parse("sip:\n  application-servers: ['*.example.com']\n"))
                .hasMessageContaining("sip.application-servers");
    }

    @Test
    void everyTypeIsRead() throws ConfigException {
        Config config = parse("""
            sip:
              bind: "::1"
              advertised-host: sip.example.com
              credentials:
                - {realm: example.com, user: u, password: 0123}
              stream-threshold: 2KiB
            media:
              readable-roots: [/srv/a, "/srv/b c"]
            msml: {form: rfc}
            transfer:
              outlives-control: false
              retry: {base: 250ms}
            """);

        assertThat(config.sip().bind()).isEqualTo("::1");
        assertThat(config.sip().advertisedHost()).contains("sip.example.com");
        assertThat(config.sip().credentials())
                .containsExactly(new SipSection.CredentialsSection("example.com", "u", "0123"));
        assertThat(config.sip().streamThreshold()).isEqualTo(new ByteSize(2048));
        assertThat(config.media().readableRoots()).containsExactly(Path.of("/srv/a"), Path.of("/srv/b c"));
        assertThat(config.msml().form()).isEqualTo(MsmlSection.DialectForm.RFC);
        assertThat(config.transfer().outlivesControl()).isFalse();
        assertThat(config.transfer().retry().base()).isEqualTo(Duration.ofMillis(250));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sip.udp-port | 70000 | a whole number from 0 to 65535",
                "sip.udp-port | -1 | a whole number from 0 to 65535",
                "sip.udp-port | many | a whole number from 0 to 65535",
                "sip.udp-port | 1.5 | a whole number from 0 to 65535",
                "sip.udp-port | [1] | a whole number from 0 to 65535",
                "sip.udp-port | {} | a whole number from 0 to 65535",
                "sip.udp-port | '' | a whole number from 0 to 65535",
                "sip.answer-deadline | 0s | a duration from 1s to 10m, such as 500ms, 30s, 5m, 2h or 7d",
                "sip.answer-deadline | 30 | a duration from 1s to 10m, such as 500ms, 30s, 5m, 2h or 7d",
                "sip.stream-threshold | 1000000 | a size from 512B to 65535B, such as 512B, 64KiB, 16MiB or 2GiB",
                "sip.bind | not a host | a host name or an IP address",
                "sip.session-timer.always | yes | true or false",
                "msml.form | xml | auto, xms, rfc",
                "msrp.policy.pool.sharing | both | shared, own",
                "media.readable-roots | /srv | a list",
                "media.http | 5 | a section with keys",
                "media.http.allowed | ['a b'] | a host, *.domain, address or network, with :port or :* where it is not"
                        + " 80 or 443, such as media.example.com:8080",
                "msml.names.end | a b | letters, digits and . _ - #, beginning with a letter or digit",
            })
    void aWrongValueIsToldWithItsLineAndWhatIsAllowed(String key, String value, String allowed) {
        StringBuilder text = new StringBuilder("# a comment\n");
        String indent = "";
        for (String part : key.split("\\.", -1)) {
            text.append(indent.isEmpty() ? "" : "\n")
                    .append(indent)
                    .append(part)
                    .append(':');
            indent += "  ";
        }
        text.append(' ').append(value.isEmpty() ? "''" : value).append('\n');

        Problem problem = problems(text.toString()).getFirst();

        assertThat(problem.source()).isEqualTo("test.yaml");
        assertThat(problem.line()).isEqualTo(1 + key.split("\\.", -1).length);
        assertThat(problem.key()).startsWith(key);
        assertThat(problem.fault()).startsWith("is ");
        assertThat(problem.allowed()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: a, url: 'http://[', secret: x} | IPv6",
                "{name: a, url: 'http://a/', secret: whsec_!!} | Base64",
                "{name: a, url: 'http://a/', secret: whsec_} | Base64",
                "{name: a, url: 'http://a/'} | no secret",
                "{url: 'http://a/', secret: x} | no name",
                "{name: a, secret: x} | no url",
                "{name: a, url: 'http://a/', secret: x}, {name: a, url: 'http://b/', secret: x} | same name",
            })
    void aWebhookThatCannotBeCalledStopsTheStart(String hooks, String fault) {
        assertThat(problems("webhooks: [" + hooks + "]\n"))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.toString()).contains(fault).contains("test.yaml:1"));
    }

    @Test
    void anUnknownKeyIsToldWithTheKnownOnes() {
        assertThat(problems("log:\n  level: info\n  colour: red\n"))
                .extracting(Problem::toString)
                .containsExactly("test.yaml:3: log.colour: no such key; allowed: level, sip-messages");
    }

    @Test
    void allFaultsAreToldAtOnce() {
        assertThat(problems("sip:\n  udp-port: a\n  tcp-port: b\nnone: 1\nlog:\n  level: loud\n"))
                .extracting(Problem::key, Problem::line)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("none", 4),
                        org.assertj.core.groups.Tuple.tuple("sip.udp-port", 2),
                        org.assertj.core.groups.Tuple.tuple("sip.tcp-port", 3),
                        org.assertj.core.groups.Tuple.tuple("log.level", 6));
    }

    @Test
    void aKeyThatStandsTwiceIsAFault() {
        assertThat(problems("sip:\n  udp-port: 1\n  udp-port: 2\n"))
                .extracting(Problem::toString)
                .containsExactly("test.yaml:3: sip.udp-port: this key is already on line 2; allowed: once");
    }

    @Test
    void keysThatContradictEachOtherAreAFault() {
        assertThat(problems("log: {}\nsip:\n  bind: 0.0.0.0\n"))
                .extracting(Problem::toString)
                .containsExactly(
                        "test.yaml:3: sip: bind is 0.0.0.0, which tells peers nothing: set advertised-host as well");
        assertThat(problems("transfer:\n  retry: {base: 10s, max: 1s}\n")
                        .getFirst()
                        .fault())
                .isEqualTo("base is longer than max");
        assertThat(problems("msrp:\n  flow: {inactivity: 3s}\n").getFirst().fault())
                .isEqualTo("inactivity is 0s, or 5s to 10s");
    }

    @Test
    void whatIsNoYamlIsToldWithItsLine() {
        Problem problem = problems("sip:\n  bind: [1\nmsrp: x\n").getFirst();

        assertThat(problem.line()).isGreaterThan(1);
        assertThat(problem.fault()).startsWith("this is not YAML: ");
    }

    @Test
    void aListAtTheRootIsAFault() {
        assertThat(problems("- a\n").getFirst().fault()).isEqualTo("the file is a list");
    }

    @Test
    void controlCharactersOfAValueDoNotReachTheMessage() {
        assertThat(problems("log:\n  level: \"a\\nb\\e[31m\"\n").getFirst().toString())
                .doesNotContain("\n", "\u001b");
    }

    @Test
    void aFileThatIsNotThereIsToldByName(@TempDir Path directory) {
        Path missing = directory.resolve("none.yaml");

        assertThatThrownBy(() -> ConfigFile.read(missing)).hasMessage(missing + ": the file does not exist");
    }

    @Test
    void aFileIsReadFromDisk(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("a.yaml"), "log: {level: debug}");

        assertThat(ConfigFile.read(file).log().level()).isEqualTo(LogSection.Level.DEBUG);
    }

    @Test
    void settingsOfTheCommandLineGoOverTheFile() throws ConfigException {
        Config config = ConfigFile.with(parse("sip: {udp-port: 1, tcp-port: 2}"), Map.of("sip.udp-port", "3"));

        assertThat(config.sip().udpPort()).isEqualTo(3);
        assertThat(config.sip().tcpPort()).isEqualTo(2);
    }

    @Test
    void aWrongSettingIsToldByItsKey() {
        ConfigException fault = catchThrowableOfType(
                ConfigException.class, () -> ConfigFile.with(Config.DEFAULT, Map.of("sip.port", "3")));

        assertThat(fault.problems().getFirst().toString())
                .startsWith("--set sip.port: sip.port: no such key; allowed: bind, ");
    }

    @Test
    void aPasswordIsNotPrinted() throws ConfigException {
        assertThat(parse("sip: {credentials: [{user: u, password: s3cret}]}").toString())
                .contains("user=u")
                .doesNotContain("s3cret");
    }

    @Test
    void theFirstEntryThatMeansAPeerDecidesItsPolicy() throws ConfigException {
        ModuleSettings settings = new ModuleSettings(parse("""
            msrp:
              peers:
                - {match: 10.1.0.0/16, chunk-size: 2KiB}
                - {match: "*.example.com", pool: {sharing: own}, address: {target: cema, dscp: 46}, discard-port: false, resume: false}
                - {match: "2001:db8::/32", offer-setup: passive}
            """), Path.of("/home"));

        assertThat(settings.policy("10.1.2.3").chunkOctets()).isEqualTo(2048);
        assertThat(settings.policy("10.2.2.3")).isEqualTo(PeerPolicy.DEFAULT);
        assertThat(settings.policy("DS.example.com").pool())
                .isEqualTo(PoolPolicy.DEFAULT.withSharing(PoolPolicy.Sharing.OWN));
        assertThat(settings.policy("DS.example.com").address())
                .isEqualTo(AddressPolicy.DEFAULT
                        .withTarget(AddressPolicy.Target.CEMA)
                        .withDscp(46));
        assertThat(settings.policy("DS.example.com").discardPort()).isFalse();
        assertThat(settings.policy("DS.example.com").resume()).isFalse();
        assertThat(settings.policy("notexample.com")).isEqualTo(PeerPolicy.DEFAULT);
        assertThat(settings.policy("[2001:db8::1]").offerSetup()).isEqualTo(PeerPolicy.OfferSetup.PASSIVE);
    }

    @Test
    void peersGetTheTlsContextThatIsTheirs() throws ConfigException {
        ModuleSettings settings = new ModuleSettings(parse("""
            msrp:
              policy: {security: {transport: either}}
              peers:
                - {match: psap.example, security: {transport: tls, context: esinet, require-fingerprint: true}}
              tls:
                contexts:
                  - {name: default, port: 2857}
                  - {name: esinet, port: 2858, certificate: tls/chain.pem, key: tls/key.pem, profile: ng911}
            """), Path.of("/home"));

        assertThat(settings.policy("psap.example").security())
                .isEqualTo(MediaSecurity.TLS.withContext("esinet").withRequireFingerprint(true));
        assertThat(settings.policy("other.example").security())
                .isEqualTo(MediaSecurity.PLAIN.withTransport(MediaSecurity.Transport.EITHER));
        assertThat(settings.tls().contexts())
                .containsExactly(
                        TlsContext.selfSigned("default").withPort(2857),
                        TlsContext.selfSigned("esinet")
                                .withPort(2858)
                                .withFiles(Path.of("/home/tls/chain.pem"), Path.of("/home/tls/key.pem"))
                                .withProfile(TlsContext.Profile.NG911));
    }

    @Test
    void tlsThatIsWantedAndNotConfiguredIsOfOurOwnMaking() throws ConfigException {
        assertThat(new ModuleSettings(Config.DEFAULT, Path.of("/home")).tls().contexts())
                .isEmpty();
        assertThat(new ModuleSettings(parse("msrp: {policy: {security: {transport: tls}}}"), Path.of("/home"))
                        .tls()
                        .contexts())
                .containsExactly(TlsContext.selfSigned("default").withPort(2857));
    }

    @Test
    void tlsContextThatNobodyDefinedIsAMistake() {
        assertThat(problems("msrp: {policy: {security: {transport: tls, context: mine}}}"))
                .anyMatch(problem -> problem.toString().contains("context mine is none of tls.contexts"));
    }

    @Test
    void theNetworkAroundUsIsThatOfTheFile() throws Exception {
        MsrpNetwork network =
                new ModuleSettings(parse("""
                    msrp:
                      network:
                        reachable: false
                        allowed-sources: [10.1.0.0/16, "2001:db8::/32"]
                        name-servers: [192.0.2.1, "192.0.2.2:5353", "[2001:db8::53]:54"]
                    """), Path.of("/home")).msrp().network();

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
    void aPresetGivesAPeerItsKeysAndTheEntryCountsBeforeIt() throws ConfigException {
        Config config = Presets.in(SHIPPED).fill(parse("""
            msrp:
              policy: {window: 1MiB}
              peers:
                - {match: psap.example.com, preset: siplib, chunk-size: 4KiB, address: {dscp: 46}}
            """));
        PeerPolicy policy = new ModuleSettings(config, Path.of("/home")).policy("psap.example.com");

        assertThat(policy.messages().assumedMaxSize()).isEqualTo(10_000);
        assertThat(policy.messages().interleaved()).isEqualTo(1);
        assertThat(policy.pool().sharing()).isEqualTo(PoolPolicy.Sharing.OWN);
        assertThat(policy.chunkOctets()).isEqualTo(4096);
        assertThat(policy.address())
                .isEqualTo(AddressPolicy.DEFAULT
                        .withSource(AddressPolicy.Source.LISTENER)
                        .withDscp(46));
        assertThat(policy.windowOctets()).isEqualTo(1 << 20);
    }

    @Test
    void aPresetThatDoesNotExistIsToldWithThoseThatDo() throws ConfigException {
        Config config = parse("msrp: {peers: [{match: \"*\", preset: siplab}]}");

        assertThatThrownBy(() -> Presets.in(SHIPPED).fill(config))
                .hasMessageContaining("msrp.peers[0].preset: there is no preset siplab; allowed: freeswitch, ")
                .hasMessageContaining("siplib");
    }

    @Test
    void aFaultOfAPresetIsToldWithItsLine(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("a.yaml"), "# a\nchunk-size: many\n");
        Files.writeString(directory.resolve("b.yaml"), "match: x\n");

        assertThatThrownBy(() -> Presets.in(directory).policy("a")).hasMessageContaining("a.yaml:2: chunk-size: is ");
        assertThatThrownBy(() -> Presets.in(directory).policy("b"))
                .hasMessageContaining("b.yaml:1: match: does not belong into a preset");
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
    void aPeerGoesThroughTheRelayThatItsEntryNames(@TempDir Path home) throws Exception {
        Files.writeString(home.resolve("word"), "secret\n");
        ModuleSettings settings = new ModuleSettings(parse("""
            msrp:
              relays:
              - name: border
                uri: msrps://relay.example.com;tcp
                user: voxpost
                password-file: word
                expires: 10m
              policy:
                relay: border
              peers:
              - match: 10.0.0.0/8
                relay: none
            """), home);

        assertThat(settings.policy("10.1.2.3").relay().account()).isEmpty();
        RelayAccount account =
                settings.policy("ds.example.com").relay().account().orElseThrow();
        assertThat(account.password()).isEqualTo("secret");
        assertThat(account.expires()).isEqualTo(Duration.ofMinutes(10));

        Files.delete(home.resolve("word"));
        assertThatThrownBy(() -> settings.engine(Optional.empty(), Optional.empty()))
                .isInstanceOf(java.io.IOException.class)
                .hasMessageContaining("relay border");
    }

    @Test
    void aPlainRelayForAPeerOfTlsStopsTheStart() {
        assertThatThrownBy(() -> parse("""
            msrp:
              relays:
              - name: border
                uri: msrp://relay.example.com;tcp
                user: voxpost
              peers:
              - match: 10.0.0.0/8
                relay: border
                security:
                  transport: tls
            """)).hasMessageContaining("relay border is plain");
    }

    @Test
    void aFingerprintThatIsRequiredWhereNoneCanBeCheckedStopsTheStart() {
        assertThatThrownBy(() -> parse("""
            msrp:
              relays:
              - name: border
                uri: msrps://relay.example.com;tcp
                user: voxpost
              policy:
                relay: border
              peers:
              - match: 10.0.0.0/8
                security:
                  transport: tls
                  require-fingerprint: true
            """)).hasMessageContaining("behind relay border none can be checked");
        assertThatThrownBy(() -> parse("""
            msrp:
              policy:
                security:
                  transport: tls
                  require-fingerprint: true
              tls:
                contexts:
                - name: default
                  client-certificates: none
            """)).hasMessageContaining("context default asks for no certificate");
    }

    @Test
    void aRelayIsReachedThroughAnother(@TempDir Path home) throws Exception {
        ModuleSettings settings = new ModuleSettings(parse("""
            msrp:
              relays:
              - name: outer
                uri: msrps://outer.example.com;tcp
                user: voxpost
                realm: example.com
                through: inner
              - name: inner
                uri: msrps://inner.example.com:2855;tcp
                user: voxpost
              policy:
                relay: outer
            """), home);

        RelayAccount account =
                settings.policy("ds.example.com").relay().account().orElseThrow();
        assertThat(account.chain().stream().map(RelayAccount::relay))
                .containsExactly("msrps://inner.example.com:2855;tcp", "msrps://outer.example.com;tcp");
        assertThat(account.realm()).contains("example.com");
    }

    @Test
    void aRelayThatIsReachedThroughItselfOrNobodyStopsTheStart() {
        assertThatThrownBy(() -> parse("""
            msrp:
              relays:
              - {name: one, uri: "msrps://a.example.com;tcp", user: voxpost, through: two}
              - {name: two, uri: "msrps://b.example.com;tcp", user: voxpost, through: one}
            """)).hasMessageContaining("is reached through more than 7 others, or itself");
        assertThatThrownBy(() -> parse("""
            msrp:
              relays:
              - {name: one, uri: "msrps://a.example.com;tcp", user: voxpost, through: two}
            """)).hasMessageContaining("relays has no entry two");
    }

    @Test
    void aRelayThatIsNotThereStopsTheStart() {
        assertThatThrownBy(() -> parse("""
            msrp:
              policy:
                relay: nowhere
            """)).hasMessageContaining("relays has no entry nowhere");
    }

    @Test
    void serversOfMediaGetTheirSecretsOutOfFiles(@TempDir Path home) throws Exception {
        Files.writeString(home.resolve("password"), "s3cret\n");
        Config config = parse("""
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

    @Test
    void anUnsetKeyIsEmpty() throws ConfigException {
        Config base = ConfigFile.with(Config.DEFAULT, Map.of("sip.advertised-host", "a.example"));

        assertThat(ConfigFile.parse("x", "sip: {advertised-host: }", base).sip().advertisedHost())
                .isEqualTo(Optional.empty());
    }

    private static Config parse(String text) throws ConfigException {
        return ConfigFile.parse("test.yaml", text, Config.DEFAULT);
    }

    private static List<Problem> problems(String text) {
        return catchThrowableOfType(ConfigException.class, () -> parse(text)).problems();
    }
}
