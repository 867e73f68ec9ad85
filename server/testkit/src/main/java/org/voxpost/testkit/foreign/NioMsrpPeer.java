package org.voxpost.testkit.foreign;

import java.util.List;

/** JulienBell/nio-msrp-project: headers as the RFC writes them, and ranges that begin with one digit. */
public final class NioMsrpPeer extends ForeignStack {
    private static final List<String> ORDER = List.of(
            "To-Path", "From-Path", "Message-ID", "Success-Report", "Failure-Report", "Byte-Range", "Content-Type");
    private static final int CHUNK = 65_536;

    public NioMsrpPeer() {
        super(8_192, "nio12345");
    }

    @Override
    void check(ForeignFrame frame) {
        int last = -1;
        for (String line : frame.headerLines()) {
            int place = ORDER.indexOf(line.substring(0, line.indexOf(':')));
            if (place <= last && frame.request()) {
                die("a header out of its order: " + line);
            }
            last = place;
            if (line.matches("(To|From)-Path: .*") && line.split(" ", -1).length > 3) {
                die("more than two URIs: " + line);
            }
        }
        if (frame.is("SEND") && !frame.need("Byte-Range").matches("\\d-(\\d+|\\*)/(\\d+|\\*)")) {
            die("a range that does not match: " + frame.need("Byte-Range"));
        }
    }

    @Override
    void send(ForeignFrame frame) {
        if (!frame.transaction().contains("-")) {
            super.send(frame);
        }
    }

    @Override
    boolean reports(ForeignFrame frame) {
        return false;
    }

    /** It says nothing before it has something to say. */
    @Override
    void speakFirst() {}

    @Override
    public void send(String contentType, byte[] body) {
        var _ = sendChunks(contentType, body, CHUNK);
    }
}
