package org.voxpost.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.app.house.SourceTree;
import org.voxpost.engine.EngineConfiguration;
import org.voxpost.msrp.AddressPolicy;
import org.voxpost.msrp.MediaSecurity;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.PoolPolicy;
import org.voxpost.msrp.RelayAccount;
import org.voxpost.msrp.TlsContext;
import org.voxpost.sip.SipUri;

/** What a configuration makes of peers: policies, presets, TLS, relays. */
class PeerSettingsTest {

    private static final Path SHIPPED = SourceTree.root().resolve("conf/peers");

    @Test
    void theFirstEntryThatMeansAPeerDecidesItsPolicy() throws ConfigException {
        ModuleSettings settings = new ModuleSettings(ConfigTexts.parse("""
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
    void callersWhoAreSilentAreKeptAliveBeforeTheirConnectionCountsAsIdle(@TempDir Path home) throws Exception {
        EngineConfiguration engine =
                new ModuleSettings(Config.DEFAULT, home).engine(Optional.empty(), Optional.empty());
        PeerPolicy caller = engine.capture().orElseThrow().policies().apply("192.0.2.1");

        assertThat(caller.messages().keepAlive())
                .isPositive()
                .isLessThan(engine.msrp().timeouts().flow().idle());
        assertThat(engine.delivery()
                        .policies()
                        .apply(SipUri.parse("sip:a@192.0.2.1"))
                        .messages()
                        .keepAlive())
                .isZero();
    }

    @Test
    void aPresetGivesAPeerItsKeysAndTheEntryCountsBeforeIt() throws ConfigException {
        Config config = Presets.in(SHIPPED).fill(ConfigTexts.parse("""
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
        Config config = ConfigTexts.parse("msrp: {peers: [{match: \"*\", preset: siplab}]}");

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
    void peersGetTheTlsContextThatIsTheirs() throws ConfigException {
        ModuleSettings settings = new ModuleSettings(ConfigTexts.parse("""
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
        assertThat(new ModuleSettings(
                                ConfigTexts.parse("msrp: {policy: {security: {transport: tls}}}"), Path.of("/home"))
                        .tls()
                        .contexts())
                .containsExactly(TlsContext.selfSigned("default").withPort(2857));
    }

    @Test
    void tlsContextThatNobodyDefinedIsAMistake() {
        assertThat(ConfigTexts.problems("msrp: {policy: {security: {transport: tls, context: mine}}}"))
                .anyMatch(problem -> problem.toString().contains("context mine is none of tls.contexts"));
    }

    @Test
    void aPeerGoesThroughTheRelayThatItsEntryNames(@TempDir Path home) throws Exception {
        Files.writeString(home.resolve("word"), "secret\n");
        ModuleSettings settings = new ModuleSettings(ConfigTexts.parse("""
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
        assertThatThrownBy(() -> ConfigTexts.parse("""
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
        assertThatThrownBy(() -> ConfigTexts.parse("""
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
            """))
                .hasMessageContaining("behind relay border none can be checked");
        assertThatThrownBy(() -> ConfigTexts.parse("""
            msrp:
              policy:
                security:
                  transport: tls
                  require-fingerprint: true
              tls:
                contexts:
                - name: default
                  client-certificates: none
            """))
                .hasMessageContaining("context default asks for no certificate");
    }

    @Test
    void aRelayIsReachedThroughAnother(@TempDir Path home) throws Exception {
        ModuleSettings settings = new ModuleSettings(ConfigTexts.parse("""
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
        assertThatThrownBy(() -> ConfigTexts.parse("""
            msrp:
              relays:
              - {name: one, uri: "msrps://a.example.com;tcp", user: voxpost, through: two}
              - {name: two, uri: "msrps://b.example.com;tcp", user: voxpost, through: one}
            """))
                .hasMessageContaining("is reached through more than 7 others, or itself");
        assertThatThrownBy(() -> ConfigTexts.parse("""
            msrp:
              relays:
              - {name: one, uri: "msrps://a.example.com;tcp", user: voxpost, through: two}
            """)).hasMessageContaining("relays has no entry two");
    }

    @Test
    void aRelayThatIsNotThereStopsTheStart() {
        assertThatThrownBy(() -> ConfigTexts.parse("""
            msrp:
              policy:
                relay: nowhere
            """)).hasMessageContaining("relays has no entry nowhere");
    }
}
