package org.voxpost.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.io.FileUtils;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ConfigException;
import org.voxpost.app.config.ConfigFile;
import org.voxpost.app.serve.Server;
import org.voxpost.media.MediaException;
import org.voxpost.msrp.MsrpTrace;
import org.voxpost.sip.SipUri;

/**
 * Text to 9-1-1: a caller writes, a PSAP answers, and the record of it is shown. Three parties on loopback: the caller with its ESRP,
 * Voxpost, and a PSAP that knows nothing but REST.
 */
public final class EmergencyDemo {

    /** Enough for a machine that is busy with other things. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final String LOOPBACK = "127.0.0.1";
    private static final String CALLER = "caller, by an ESRP";
    private static final String PSAP = "PSAP";
    private static final String VOXPOST = "Voxpost";
    private static final EmergencyCaller.Ids IDS = new EmergencyCaller.Ids(
            "urn:emergency:uid:callid:d3m0call01:esrp.example.com",
            "urn:emergency:uid:incidentid:d3m0inc001:esrp.example.com");
    private static final Pattern POSITION = Pattern.compile("<gml:pos>([^<]*)</gml:pos>");

    private final Path location;
    private final EmergencyPorts ports;
    private final PrintWriter out;
    private final Narrator narrator;
    private final Duration patience;
    private final Ladder ladder = new Ladder(CALLER, VOXPOST, PSAP);

    /**
     * @param location a PIDF-LO with a point
     * @param patience how long all of it may take once the server is up
     */
    public EmergencyDemo(Path location, EmergencyPorts ports, PrintWriter out, Duration patience) {
        this.location = location;
        this.ports = ports;
        this.out = out;
        this.narrator = new Narrator(out);
        this.patience = patience;
    }

    /** Runs it all and returns when everything was as it should be. */
    public void run() throws Demo.Failed, IOException, MediaException, ConfigException, InterruptedException {
        Path home = Files.createTempDirectory("voxpost-demo");
        try {
            run(home);
        } finally {
            FileUtils.deleteDirectory(home.toFile());
        }
    }

    private void run(Path home) throws Demo.Failed, IOException, MediaException, ConfigException, InterruptedException {
        JsonNode transcript;
        try (Server server = Server.start(
                configuration(home),
                home,
                Optional.of(new SipSteps(ladder, 1, Map.of(), 0)),
                Optional.of(this::onLadder),
                List.of(narrator))) {
            transcript = run(server, server.apiPort().orElseThrow());
        }
        chapter("The transcript");
        lines(transcript).forEach(out::println);
        chapter("The messages");
        ladder.lines().forEach(out::println);
        out.println();
        out.println("Every text arrived once and in order, both ways, and is on record with the location as it came.");
        out.flush();
    }

    private JsonNode run(Server server, int apiPort) throws Demo.Failed, IOException, InterruptedException {
        Deadline deadline = Deadline.in(patience);
        try (EmergencyCaller caller = EmergencyCaller.open(ports, deadline);
                AnsweringPoint psap = AnsweringPoint.at(apiPort, ladder, deadline)) {
            int sipPort = server.engine().sipUdpPort();
            narrator.say(
                    "everyone",
                    "is up: Voxpost on SIP port " + sipPort + ", MSRP port "
                            + server.engine().msrpPort() + " and REST port " + apiPort);
            return converse(caller, psap, sipPort);
        }
    }

    private JsonNode converse(EmergencyCaller caller, AnsweringPoint psap, int sipPort)
            throws Demo.Failed, IOException, InterruptedException {
        chapter("A call for help");
        String pidf = Files.readString(location);
        narrator.say(CALLER, "calls 911 for text, with a location");
        caller.call(SipUri.of("911", LOOPBACK, sipPort), IDS, pidf);
        String session = callShown(psap, pidf);
        exchange(caller, psap, session, "There is smoke in the stairway \uD83D\uDD25", "Stay inside. Which floor?");
        exchange(caller, psap, session, "Third floor, two of us", "Firefighters are on the way.");
        narrator.say(CALLER, "hangs up");
        caller.hangUp();
        narrator.say(PSAP, "is told: " + psap.expect("call-ended").path("note").asText());
        JsonNode transcript = psap.json("/api/v1/sessions/" + session + "/transcript");
        List<String> texts = new ArrayList<>();
        for (JsonNode line : transcript.path("lines")) {
            if (line.has("text")) {
                texts.add(line.path("text").asText());
            }
        }
        require(transcript.path("complete").asBoolean() && texts.size() == 4, "the transcript is not whole: " + texts);
        return transcript;
    }

    private String callShown(AnsweringPoint psap, String pidf) throws Demo.Failed, IOException, InterruptedException {
        JsonNode started = psap.expect("call-started");
        require(IDS.call().equals(started.path("callId").asText()), "the call has another identifier: " + started);
        String session = started.path("session").asText();
        narrator.say(PSAP, "is shown a call: " + started.path("callId").asText());
        for (JsonNode part :
                psap.json("/api/v1/sessions/" + session + "/invite").path("parts")) {
            if (part.path("contentType").asText().equals("application/pidf+xml")) {
                byte[] came = psap.octets(part.path("content").asText());
                require(Arrays.equals(came, pidf.getBytes(StandardCharsets.UTF_8)), "the location came changed");
                Matcher position = POSITION.matcher(pidf);
                narrator.say(PSAP, "reads where it is: " + (position.find() ? position.group(1) : "no point"));
                return session;
            }
        }
        throw new Demo.Failed("the call came without its location");
    }

    /** A text of the caller and the answer to it, each followed to where it is read. */
    private void exchange(EmergencyCaller caller, AnsweringPoint psap, String session, String text, String answer)
            throws Demo.Failed, IOException, InterruptedException {
        narrator.say(CALLER, "writes: " + text);
        caller.write(text);
        narrator.say(VOXPOST, "has it on disk, and says so");
        String shown = psap.expect("message").path("text").asText();
        require(shown.equals(text), "the PSAP was shown something else: " + shown);
        narrator.say(PSAP, "reads it, and answers: " + answer);
        String messageId = psap.say(session, answer, "call taker 7");
        String heard = caller.read();
        require(heard.equals(answer), "the caller was told something else: " + heard);
        narrator.say(CALLER, "reads it");
        var _ = psap.expect("delivered", messageId);
        narrator.say(PSAP, "is told that the caller has it");
    }

    private static void require(boolean good, String otherwise) throws Demo.Failed {
        if (!good) {
            throw new Demo.Failed(otherwise);
        }
    }

    private static List<String> lines(JsonNode transcript) {
        List<String> lines = new ArrayList<>();
        for (JsonNode line : transcript.path("lines")) {
            String at = line.path("at").asText();
            String who = line.path("from").asText("");
            String what = line.has("text")
                    ? line.path("text").asText()
                    : line.path("note").asText();
            lines.add(at.substring(0, Math.min(19, at.length())) + "Z  " + String.format("%-8s", who) + what
                    + (line.path("delivered").asBoolean() ? "  (delivered)" : ""));
        }
        return lines;
    }

    private Config configuration(Path home) throws ConfigException {
        Path media = home.resolve("media");
        return ConfigFile.with(
                Config.DEFAULT,
                Map.of(
                        "sip.udp-port", Integer.toString(ports.server()),
                        "sip.tcp-port", Integer.toString(ports.server()),
                        "msrp.port", Integer.toString(ports.serverMsrp()),
                        "media.root", media.toString(),
                        "media.writable-roots", "[]",
                        "media.deletable-roots", "[]",
                        "media.spool", home.resolve("spool").toString(),
                        "journal.directory", home.resolve("journal").toString(),
                        "api.port", Integer.toString(ports.serverApi()),
                        "capture.users", "['911']"));
    }

    /** The caller is the only one that Voxpost speaks MSRP with. */
    private void onLadder(MsrpTrace.Frame frame) {
        boolean sent = frame.direction() == MsrpTrace.Direction.SENT;
        ladder.add(frame.instant(), sent ? 1 : 0, sent ? 0 : 1, "MSRP " + frame.summary());
    }

    private void chapter(String title) {
        out.println();
        out.println(title);
        out.println();
    }
}
