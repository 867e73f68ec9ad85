package org.voxpost.testkit.foreign;

import java.util.List;

/** Doubango's tinyMSRP, as Boghe and IMSDroid use it: frames of 64 KiB, and an answer to everything. */
public final class TinyMsrpPeer extends ForeignStack {
    private static final int FRAME = 65_535;
    private static final int CHUNK = 5_120;

    public TinyMsrpPeer() {
        super(65_536, "tiny0001");
    }

    @Override
    public List<String> attributes() {
        return List.of("accept-types:*", "connection:new", "connection:new");
    }

    @Override
    void check(ForeignFrame frame) {
        if (frame.octets() > FRAME) {
            die("a frame of " + frame.octets() + " octets does not fit");
        }
    }

    @Override
    void report(ForeignFrame frame) {
        respond(frame, 200);
    }

    @Override
    public void send(String contentType, byte[] body) {
        String messageId = sendChunks(contentType, body, CHUNK, "Success-Report: yes");
        awaitReport(messageId, "1-" + body.length + "/" + body.length);
        write("MSRP nobody0001 200 OK\r\nTo-Path: " + remotePath() + "\r\nFrom-Path: " + path()
                + "\r\n-------nobody0001$\r\n");
    }
}
