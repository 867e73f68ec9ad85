package org.voxpost.testkit.foreign;

/** OpenSIPS: one SEND at a time, each in four reads at most, and session ids with signs in them. */
public final class OpenSipsPeer extends ForeignStack {
    private static final int READS = 4;
    private static final int CHUNK = 2_048;

    public OpenSipsPeer() {
        super(4_096, "aG9+bG8/d29ybGQ=");
    }

    @Override
    void check(ForeignFrame frame) {
        if (frame.is("SEND") && !frame.atStartOfRead()) {
            die("a SEND behind another in one read");
        }
        if (frame.reads() > READS) {
            die("a frame in " + frame.reads() + " reads");
        }
    }

    @Override
    public void send(String contentType, byte[] body) {
        var _ = sendChunks(contentType, body, CHUNK);
    }
}
