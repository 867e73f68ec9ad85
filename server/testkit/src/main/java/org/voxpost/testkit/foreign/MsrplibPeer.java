package org.voxpost.testkit.foreign;

import java.util.List;
import java.util.Set;

/**
 * python3-msrplib, as Blink and SylkServer use it: chunks of 64 KiB with a REPORT wanted for each, a method of its own for
 * resumed files, keep-alives.
 */
public final class MsrplibPeer extends ForeignStack {
    private static final int CHUNK = 65_536;
    private static final Set<String> NAMES = Set.of(
            "To-Path",
            "From-Path",
            "Message-ID",
            "Success-Report",
            "Failure-Report",
            "Byte-Range",
            "Status",
            "Content-Type",
            "Content-Disposition",
            "Content-ID",
            "Content-Description");

    private boolean accepted;

    public MsrplibPeer() {
        super(65_536, "c0ffee01");
    }

    @Override
    void check(ForeignFrame frame) {
        for (String line : frame.headerLines()) {
            if (!NAMES.contains(line.substring(0, line.indexOf(':')))) {
                die("KeyError: " + line);
            }
            if (line.matches("(To|From)-Path: .*") && !line.matches("\\S+( msrps?://\\S+;tcp)+")) {
                die("URI that cannot be parsed: " + line);
            }
        }
        if ("$+#".indexOf(frame.flag()) < 0) {
            die("the end-line stood in the body");
        }
    }

    @Override
    void send(ForeignFrame frame) {
        super.send(frame);
        if (!accepted && !active() && frame.bodied()) {
            die("TypeError: the first SEND of an accepted connection has a body");
        }
        accepted = true;
    }

    @Override
    public void send(String contentType, byte[] body) {
        boolean file = body.length > CHUNK;
        if (!file) {
            var _ = sendChunks(contentType, body, CHUNK);
            return;
        }
        String messageId = sendChunks(contentType, body, CHUNK, "Success-Report: yes", "Failure-Report: yes");
        for (int from = 0; from < body.length; from += CHUNK) {
            awaitReport(messageId, (from + 1) + "-" + Math.min(body.length, from + CHUNK) + "/" + body.length);
        }
    }

    /** Asks for the offset of a file, and returns what it is answered. */
    public int askForOffset() {
        return transact("FILE_OFFSET", List.of("Message-ID: " + newId()), null, '$');
    }

    /** What it does each 60 seconds. */
    public void keepAlive() {
        sendEmpty("Byte-Range: 1-0/0", "Keep-Alive: yes");
    }
}
