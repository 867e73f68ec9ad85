package org.voxpost.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.voxpost.sip.Body;
import org.voxpost.testkit.DeliveryScript;
import org.voxpost.testkit.DeliveryServerPeer;
import org.voxpost.testkit.HttpPeer;

/** What the orders of one round are about: files, an HTTP server, and a delivery server for each order that needs a bad one. */
final class Peers implements AutoCloseable {

    private static final String TYPE = "application/xml";

    private final Path media;
    private final int goodPort;
    private final HttpPeer http = HttpPeer.start();
    private final Map<String, DeliveryServerPeer> bad = new HashMap<>();

    private Peers(Path media, int goodPort) {
        this.media = media;
        this.goodPort = goodPort;
    }

    /**
     * @param media root of the server's files
     * @param goodPort SIP port of the delivery server that takes everything
     */
    static Peers of(List<Scenario> scenarios, Contents contents, Path media, int goodPort) throws IOException {
        Peers peers = new Peers(media, goodPort);
        for (Scenario scenario : scenarios) {
            peers.prepare(scenario, contents);
        }
        return peers;
    }

    private void prepare(Scenario scenario, Contents contents) throws IOException {
        if (scenario.source().http()) {
            http.on(path(scenario), scenario.source().answer(contents.of(scenario)));
        } else if (scenario.source() == SourceKind.FILE) {
            Files.write(file(scenario), contents.of(scenario));
        }
        if (scenario.farEnd() != FarEnd.GOOD) {
            DeliveryScript fault = scenario.farEnd().script(scenario.size());
            bad.put(
                    scenario.key(),
                    scenario.recovers()
                            ? DeliveryServerPeer.udp(fault, new DeliveryScript.Accept())
                            : DeliveryServerPeer.udp(fault));
        }
    }

    /** Where a source that is a file is, or was. */
    Path file(Scenario scenario) {
        return media.resolve(scenario.key() + ".amr");
    }

    /**
     * The document that orders it.
     *
     * @param connection the tag of the server's To header
     */
    Body order(Scenario scenario, String connection) {
        String source =
                scenario.source().http() ? http.uri(path(scenario)).toString() : "file://" + scenario.key() + ".amr";
        return Body.text(TYPE, """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <msml version="1.1">
              <dialogstart target="conn:%s" name="soak" type="application/moml+xml">
                <transfer>
                  <fileobj src="%s" contenttype="audio/amr" retry="%d" delete="%s"
                    dest="xmsrp://?offerer=msml@127.0.0.1;answerer=delivery@127.0.0.1:%d;file=%s.amr"/>
                </transfer>
              </dialogstart>
            </msml>
            """.formatted(
                        connection, source, scenario.retries(), scenario.delete(), farPort(scenario), scenario.key()));
    }

    static Body end(String connection) {
        return Body.text(TYPE, """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <msml version="1.1"><dialogend id="conn:%s/dialog:soak"/></msml>
            """.formatted(connection));
    }

    private int farPort(Scenario scenario) {
        DeliveryServerPeer own = bad.get(scenario.key());
        return own == null ? goodPort : own.port();
    }

    private static String path(Scenario scenario) {
        return "/" + scenario.key() + ".amr";
    }

    @Override
    public void close() throws IOException {
        http.close();
        bad.values().forEach(DeliveryServerPeer::close);
        try (var files = Files.list(media)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
