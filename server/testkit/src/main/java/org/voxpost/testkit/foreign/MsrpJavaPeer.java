package org.voxpost.testkit.foreign;

/** MSRP-OSS/msrp-java: reads 2,048 octets at a time and wants a head in one of them. */
public final class MsrpJavaPeer extends ForeignStack {
    public MsrpJavaPeer() {
        super(2_048, "1a2b3c4d5e");
    }

    @Override
    void check(ForeignFrame frame) {
        if (frame.headReads() > 1) {
            die("ParseException: the head came in " + frame.headReads() + " reads");
        }
        if (frame.method().contains("_")) {
            die("ParseException: " + frame.startLine());
        }
        if (frame.request() && !frame.need("To-Path").equals(path())) {
            die("481: " + frame.need("To-Path"));
        }
    }

    @Override
    void send(ForeignFrame frame) {
        if (frame.need("Message-ID").length() >= 4 && frame.transaction().length() >= 4) {
            super.send(frame);
        }
    }

    @Override
    void strayResponse(ForeignFrame frame) {
        die("IllegalUseException: a response to nothing");
    }

    @Override
    void speakFirst() {
        sendEmpty();
    }

    @Override
    public void send(String contentType, byte[] body) {
        String messageId = sendChunks(contentType, body, Math.max(1, body.length), "Success-Report: yes");
        awaitReport(messageId, "1-" + body.length + "/" + body.length);
    }
}
