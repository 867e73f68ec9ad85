package org.voxpost.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a file is read: types, faults, and what goes over it. */
class ConfigFileTest {

    @Test
    void anEmptyFileIsTheDefaults() throws ConfigException {
        assertThat(ConfigTexts.parse("")).isEqualTo(Config.DEFAULT);
        assertThat(ConfigTexts.parse("# nothing\n")).isEqualTo(Config.DEFAULT);
        assertThat(ConfigTexts.parse("sip:\n")).isEqualTo(Config.DEFAULT);
    }

    @Test
    void aKeyThatIsSetLeavesTheOthersAlone() throws ConfigException {
        Config config = ConfigTexts.parse("sip:\n  udp-port: 5070\n  session-timer:\n    expires: 10m\n");

        assertThat(config.sip().udpPort()).isEqualTo(5070);
        assertThat(config.sip().tcpPort()).isEqualTo(5060);
        assertThat(config.sip().sessionTimer().expires()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.sip().sessionTimer().minimum()).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.msrp()).isEqualTo(Config.DEFAULT.msrp());
    }

    @ParameterizedTest
    @CsvSource({"Via", "cseq", "Call-ID", "Content-Length", "i", "X Job", "X-Job:"})
    void aJobHeaderThatTheStackWritesItselfOrThatIsNoneIsRefused(String name) {
        assertThatThrownBy(() -> ConfigTexts.parse("transfer:\n  job-header: '" + name + "'\n"))
                .hasMessageContaining("transfer.job-header")
                .hasMessageContaining("the name of a SIP header that the stack does not write itself");
    }

    @Test
    void aDomainIsNoApplicationServerSinceAddressesHaveNone() {
        assertThatThrownBy(() -> ConfigTexts.parse("sip:\n  application-servers: ['*.example.com']\n"))
                .hasMessageContaining("sip.application-servers");
    }

    @Test
    void everyTypeIsRead() throws ConfigException {
        Config config = ConfigTexts.parse("""
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

        Problem problem = ConfigTexts.problems(text.toString()).getFirst();

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
        assertThat(ConfigTexts.problems("webhooks: [" + hooks + "]\n"))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.toString()).contains(fault).contains("test.yaml:1"));
    }

    @Test
    void anUnknownKeyIsToldWithTheKnownOnes() {
        assertThat(ConfigTexts.problems("log:\n  level: info\n  colour: red\n"))
                .extracting(Problem::toString)
                .containsExactly("test.yaml:3: log.colour: no such key; allowed: level, sip-messages");
    }

    @Test
    void allFaultsAreToldAtOnce() {
        assertThat(ConfigTexts.problems("sip:\n  udp-port: a\n  tcp-port: b\nnone: 1\nlog:\n  level: loud\n"))
                .extracting(Problem::key, Problem::line)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("none", 4),
                        org.assertj.core.groups.Tuple.tuple("sip.udp-port", 2),
                        org.assertj.core.groups.Tuple.tuple("sip.tcp-port", 3),
                        org.assertj.core.groups.Tuple.tuple("log.level", 6));
    }

    @Test
    void aKeyThatStandsTwiceIsAFault() {
        assertThat(ConfigTexts.problems("sip:\n  udp-port: 1\n  udp-port: 2\n"))
                .extracting(Problem::toString)
                .containsExactly("test.yaml:3: sip.udp-port: this key is already on line 2; allowed: once");
    }

    @Test
    void aNicknameThatNoChatRoomCouldTakeIsRefused() {
        assertThat(ConfigTexts.problems("capture:\n  nickname: \"Desk\\n7\"\n")
                        .getFirst()
                        .allowed())
                .contains("at most 200 characters");
        assertThat(ConfigTexts.problems("capture:\n  nickname: \"Desk\\u202E\"\n")
                        .getFirst()
                        .toString())
                .contains("capture")
                .contains("a nickname with a character that is for no eye");
    }

    @Test
    void keysThatContradictEachOtherAreAFault() {
        assertThat(ConfigTexts.problems("log: {}\nsip:\n  bind: 0.0.0.0\n"))
                .extracting(Problem::toString)
                .containsExactly(
                        "test.yaml:3: sip: bind is 0.0.0.0, which tells peers nothing: set advertised-host as well");
        assertThat(ConfigTexts.problems("transfer:\n  retry: {base: 10s, max: 1s}\n")
                        .getFirst()
                        .fault())
                .isEqualTo("base is longer than max");
        assertThat(ConfigTexts.problems("msrp:\n  flow: {inactivity: 3s}\n")
                        .getFirst()
                        .fault())
                .isEqualTo("inactivity is 0s, or 5s to 10s");
    }

    @Test
    void whatIsNoYamlIsToldWithItsLine() {
        Problem problem = ConfigTexts.problems("sip:\n  bind: [1\nmsrp: x\n").getFirst();

        assertThat(problem.line()).isGreaterThan(1);
        assertThat(problem.fault()).startsWith("this is not YAML: ");
    }

    @Test
    void aListAtTheRootIsAFault() {
        assertThat(ConfigTexts.problems("- a\n").getFirst().fault()).isEqualTo("the file is a list");
    }

    @Test
    void controlCharactersOfAValueDoNotReachTheMessage() {
        assertThat(ConfigTexts.problems("log:\n  level: \"a\\nb\\e[31m\"\n")
                        .getFirst()
                        .toString())
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
        Config config =
                ConfigFile.with(ConfigTexts.parse("sip: {udp-port: 1, tcp-port: 2}"), Map.of("sip.udp-port", "3"));

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
        assertThat(ConfigTexts.parse("sip: {credentials: [{user: u, password: s3cret}]}")
                        .toString())
                .contains("user=u")
                .doesNotContain("s3cret");
    }

    @Test
    void anUnsetKeyIsEmpty() throws ConfigException {
        Config base = ConfigFile.with(Config.DEFAULT, Map.of("sip.advertised-host", "a.example"));

        assertThat(ConfigFile.parse("x", "sip: {advertised-host: }", base).sip().advertisedHost())
                .isEqualTo(Optional.empty());
    }
}
