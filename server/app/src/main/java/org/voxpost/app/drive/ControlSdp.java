package org.voxpost.app.drive;

/** The session descriptions of application servers, to the byte as clients of XMS send the one without media. */
final class ControlSdp {
    private static final String CONTROL = """
        v=0\s
        o=voxpost 1 1 IN IP4 0.0.0.0\s
        s=voxpost drive\s
        c=IN IP4 0.0.0.0\s
        t=0 0\
        """;

    private ControlSdp() {}

    static String offer(boolean audio) {
        // Port 9 is discard: nobody listens, because the stream is only there to be negotiated.
        return audio
                ? CONTROL
                        + "\n"
                        + "m=audio 9 RTP/AVP 0 101\n"
                        + "a=rtpmap:0 PCMU/8000\n"
                        + "a=rtpmap:101 telephone-event/8000\n"
                        + "a=sendrecv"
                : CONTROL;
    }
}
