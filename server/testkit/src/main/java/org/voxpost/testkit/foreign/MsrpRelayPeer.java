package org.voxpost.testkit.foreign;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** AG Projects' msrprelay 1.4.0 as it is shipped: text, one request at a time, each in one read. */
public final class MsrpRelayPeer extends ForeignStack {
    private static final int CHUNK = 1_024;

    public MsrpRelayPeer() {
        super(65_536, "relay0001");
    }

    @Override
    public List<String> attributes() {
        return List.of("accept-types:text/*");
    }

    @Override
    void check(ForeignFrame frame) {
        if (!frame.atStartOfRead() && frame.is("SEND")) {
            die("a SEND behind another in one read");
        }
        if (frame.reads() > 1) {
            die("TypeError: a body over more than one read");
        }
        try {
            var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(frame.body()));
        } catch (CharacterCodingException e) {
            die("UnicodeDecodeError");
        }
    }

    @Override
    public void send(String contentType, byte[] body) {
        var _ = sendChunks(contentType, body, CHUNK);
    }
}
