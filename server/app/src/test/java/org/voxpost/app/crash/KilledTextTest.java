package org.voxpost.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.TextCaller;

/** The server is killed while it tells an application server of a caller's text. */
class KilledTextTest {

    private static final Pattern TOLD = Pattern.compile("<event name=\"([^\"]*)\"|<value>([^<]*)</value>");

    @TempDir
    Path directory;

    @Test
    @Timeout(120)
    void theNextRunTellsWhatWasNotToldYetAndThatTheTextBrokeOff() throws Exception {
        CrashHome home = CrashHome.embedded(directory, ServerProgram.compiled());
        Files.createDirectories(home.media());
        try (ServerProcess server = start(home);
                TextCaller caller = TextCaller.call(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(),
                                server.awaitServing().orElseThrow()),
                        "sip:msml@127.0.0.1")) {
            SipDialog call = caller.dialog();
            report(call);
            caller.say("one");
            SipMessage one = call.expect("INFO");
            call.respond(one, 200, "OK", "");
            caller.say("two");
            // It goes out once that it was told of the first is on its way to the disk, and stays unanswered.
            call.expect("INFO");
            caller.say("three");

            server.kill();

            try (ServerProcess again = start(home)) {
                assertThat(again.awaitServing()).isPresent();
                assertThat(told(call))
                        .containsSubsequence("message two", "message three", "over the server was restarted")
                        .doesNotContain("message one");
                assertThat(home.media().resolve("said.html")).content().contains("one", "two", "three");
            }
        }
    }

    private static void report(SipDialog call) {
        call.info(
                "application/xml",
                "<msml version='1.1'><dialogstart target='conn:" + call.remoteTag() + "' name='d'><text:capture"
                        + " xmlns:text='urn:voxpost:msml:text:1'"
                        + " transcript='file://said.html'"
                        + " form='html'><text:capturemessage><send"
                        + " target='source'"
                        + " event='message'"
                        + " namelist='capture.text'/>"
                        + "</text:capturemessage><text:captureexit><send"
                        + " target='source' event='over'"
                        + " namelist='capture.reason'/>"
                        + "</text:captureexit></text:capture></dialogstart></msml>");
        assertThat(call.expectResponse(200, "INFO").body()).contains("response=\"200\"");
    }

    /** Every event up to the end of the dialog, with its value. */
    private static List<String> told(SipDialog call) {
        List<String> told = new ArrayList<>();
        while (!told.contains("msml.dialog.exit")) {
            SipMessage info = call.expect("INFO");
            call.respond(info, 200, "OK", "");
            StringBuilder event = new StringBuilder();
            var parts = TOLD.matcher(info.body());
            while (parts.find()) {
                event.append(parts.group(1) == null ? " " + parts.group(2) : parts.group(1));
            }
            told.add(event.toString());
        }
        return told;
    }

    private static ServerProcess start(CrashHome home) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "sip.udp-port", "0",
                "sip.tcp-port", "0",
                "msrp.port", "0",
                "api.served", "false",
                "media.writable-roots", "[" + home.media() + "]",
                "transfer.drain", "0ms"));
        settings.putAll(home.settings());
        return ServerProcess.start(home.program(), home.directory(), settings);
    }
}
