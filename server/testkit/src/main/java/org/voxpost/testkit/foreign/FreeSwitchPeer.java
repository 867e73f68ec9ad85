package org.voxpost.testkit.foreign;

/** FreeSWITCH: fixed buffers, numeric range ends taken for lengths, nothing but whole messages and pieces of them. */
public final class FreeSwitchPeer extends ForeignStack {
    private static final int FRAME = 16_352;
    private static final int CHUNK = 8_192;

    public FreeSwitchPeer() {
        super(FRAME, "4f6e6c79-7465-7374");
    }

    @Override
    void check(ForeignFrame frame) {
        if (frame.octets() > FRAME) {
            die("a frame of " + frame.octets() + " octets does not fit");
        }
        if (!frame.is("SEND")) {
            return;
        }
        String range = frame.need("Byte-Range");
        if (range.startsWith("0")) {
            die("assertion failed: range " + range);
        }
        if (frame.flag() == '#' || (frame.flag() == '+' && frame.body().length == 0)) {
            die("unsupported: an end-line with " + frame.flag() + " behind " + frame.body().length + " octets");
        }
        String end = range.substring(range.indexOf('-') + 1, range.indexOf('/'));
        if (!end.equals("*") && Long.parseLong(end) - frame.first() + 1 != frame.body().length) {
            die("the range " + range + " is not the length of the body, " + frame.body().length);
        }
    }

    @Override
    public void send(String contentType, byte[] body) {
        var _ = sendChunks(contentType, body, CHUNK);
    }
}
