package org.voxpost.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void noCommandIsWrongUsage() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Which command?").contains("voxpost --help");
    }

    @Test
    void anUnknownOptionIsWrongUsage() {
        assertThat(run("doctor", "--nonsense")).isEqualTo(2);
        assertThat(err.toString()).contains("--nonsense").contains("voxpost doctor --help");
    }

    static java.util.Set<String> commands() {
        return VoxpostCommand.commandLine().getSubcommands().keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelp(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: voxpost " + command);
    }

    @Test
    void theVersionIsPrinted() {
        assertThat(run("version")).isZero();
        assertThat(out.toString()).startsWith("Voxpost ").contains("Java 2");
    }

    @Test
    void aWrongConfigurationIsExitCodeTwoWithFileLineAndKey() throws Exception {
        Path file = Files.writeString(directory.resolve("a.yaml"), "sip:\n  udp-port: x\n");

        assertThat(run("doctor", "--config", file.toString())).isEqualTo(2);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(file + ":2: sip.udp-port: is 'x'; allowed: a whole number from 0 to 65535");
    }

    @Test
    void whatIsMissingIsExitCodeOneWithASentence() {
        assertThat(run("send", directory.resolve("none.amr").toString(), "sip:x@127.0.0.1"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("none.amr does not exist");
    }

    @Test
    void anAddressThatIsNoneIsWrongUsage() throws Exception {
        Path file = Files.writeString(directory.resolve("a.amr"), "x");

        assertThat(run("send", file.toString(), "sip:")).isEqualTo(2);
    }

    @Test
    void optionsThatNeedOthersAreWrongUsage() throws Exception {
        String file = Files.writeString(directory.resolve("a.amr"), "x").toString();

        assertThat(run("send", file, "sip:x@127.0.0.1", "--relay", "msrp://127.0.0.1:1;tcp"))
                .isEqualTo(2);
        assertThat(run("send", file, "sip:x@127.0.0.1", "--tls", "--tls-key", "k"))
                .isEqualTo(2);
        assertThat(run("fetch", "sip:x@127.0.0.1", "--name", "a", "--tls-trust", "t"))
                .isEqualTo(2);
        assertThat(run("receive", "--tls-clients", "required", "--dir", directory.toString()))
                .isEqualTo(2);
        assertThat(run("send", file, "sip:x@127.0.0.1", "--tls", "--tls-fingerprint", "--tls-clients", "none"))
                .isEqualTo(2);
        assertThat(run("fetch", "sip:x@127.0.0.1")).isEqualTo(2);
        assertThat(run("receive", "--largest", "0", "--dir", directory.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--relay needs --relay-user",
                        "--tls-certificate and --tls-key go together",
                        "--tls-clients and --tls-fingerprint need --tls",
                        "--tls-clients none asks for none",
                        "Which file?",
                        "--largest takes a byte")
                .contains("See 'voxpost fetch --help'");
    }

    @Test
    void receiveAndFetchReadTheConfiguration() throws Exception {
        String file = Files.writeString(directory.resolve("a.yaml"), "receive:\n  unwanted: ['sha-1:00']\n  keep: -1\n")
                .toString();

        assertThat(run("receive", "--config", file)).isEqualTo(2);
        assertThat(run("fetch", "sip:x@127.0.0.1", "--name", "a", "--config", file))
                .isEqualTo(2);
        assertThat(err.toString()).contains(file + ":3: receive.keep: is '-1'");
    }

    @Test
    void aDirectoryThatIsNoneIsExitCodeOneWithASentence() throws Exception {
        String file = Files.writeString(directory.resolve("a.amr"), "x").toString();

        assertThat(run("receive", "--dir", file, "--port", "0", "--msrp-port", "0"))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("voxpost: cannot receive: the directory cannot be used: " + file + " (not a directory)");
    }

    @Test
    void aScriptWithOpenBlanksIsWrongUsage() throws Exception {
        Path script = Files.writeString(directory.resolve("a.msml"), "<msml>%FILE% %TO% %CONN%</msml>");

        assertThat(run("drive", script.toString(), "--set", "TO=x")).isEqualTo(2);
        assertThat(err.toString()).contains("The script needs --set for FILE\n");
    }

    @Test
    void aCallThatCannotBeMadeIsExitCodeOneWithASentence() throws Exception {
        Path script = Files.writeString(directory.resolve("a.msml"), "<msml/>");

        assertThat(run("drive", script.toString(), "--server", "nowhere.invalid"))
                .isEqualTo(1);
        assertThat(out.toString())
                .isEqualToIgnoringNewLines(
                        "failed: The call could not be made: nobody there: unknown host nowhere.invalid");
    }

    @Test
    void driveReadsTheConfigurationForItsNames() throws Exception {
        Path script = Files.writeString(directory.resolve("a.msml"), "<msml/>");
        Path file = Files.writeString(directory.resolve("a.yaml"), "msml:\n  names:\n    end: 'a b'\n");

        assertThat(run("drive", script.toString(), "--config", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("msml.names.end");
    }

    @Test
    void transfersOfAnEmptyPlaceAreNone() {
        assertThat(run(
                        "transfers",
                        "--set",
                        "api.served=false",
                        "--set",
                        "journal.directory=" + directory.resolve("none")))
                .isZero();
        assertThat(out.toString()).startsWith("No jobs in ");
    }

    @Test
    void aTransferThatIsNotThereIsExitCodeOneWithTheOptionsOnEitherSide() {
        String none = "journal.directory=" + directory.resolve("none");

        assertThat(run("transfers", "--set", "api.served=false", "--set", none, "show", "x"))
                .isEqualTo(1);
        assertThat(run("transfers", "show", "x", "--set", "api.served=false", "--set", none))
                .isEqualTo(1);
        assertThat(err.toString()).contains("no job x");
    }

    private int run(String... arguments) {
        CommandLine line = VoxpostCommand.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
