package org.voxpost.testkit.foreign;

/** The frame limits of Kamailio's msrp module: heads of 4,096 octets, bodies of 10,240. */
public final class KamailioPeer extends ForeignStack {
    private static final int HEAD = 4_096;
    private static final int BODY = 10_240;
    private static final int CHUNK = 8_192;

    public KamailioPeer() {
        super(16_384, "kam001");
    }

    @Override
    void check(ForeignFrame frame) {
        if (frame.body().length > BODY || frame.octets() - frame.body().length > HEAD) {
            die("a frame of " + frame.octets() + " octets");
        }
    }

    @Override
    public void send(String contentType, byte[] body) {
        var _ = sendChunks(contentType, body, CHUNK);
    }
}
