package org.voxpost.benchmarks;

/** Bodies as a transfer has them, each as long as on the wire; ids and ports stand for those of a real one. */
final class Bodies {
    private static final String CONNECTION = "conn:0f9be5b0c6d14f6b8a2c4a3c5e7d9f01";
    private static final String SHA_1 = ":A0".repeat(20).substring(1);
    private static final String SHA_256 = ":A0".repeat(32).substring(1);
    private static final String NAME =
            "a=file-selector:name:\"100000.amr\" type:audio/amr size:30000 hash:sha-1:" + SHA_1;
    private static final String TRANSFER = "a=file-transfer-id:123e4567-e89b-12d3-a456-426614174000\r\n";

    static final String ORDER = Job.order(CONNECTION.substring(5), "file://" + Job.SOURCE, 40_000, 100_000)
            .text();

    static final String RESULT = """
        <?xml version="1.0" encoding="UTF-8"?>\r
        <msml version="1.1">\r
        \t<result response="200"/>\r
        \t<dialogid>%s/dialog:1</dialogid>\r
        </msml>\
        """.formatted(CONNECTION);

    static final String EVENT = """
        <?xml version="1.0" encoding="UTF-8"?>\r
        <msml version="1.1">\r
        \t<event name="msml.dialog.exit"\r
        \t\tid="%s/dialog:1"/>\r
        </msml>\
        """.formatted(CONNECTION);

    static final String OFFER = session("-")
            + "m=message 40001 TCP/MSRP *\r\n"
            + "a=path:msrp://127.0.0.1:40001/4f2a6c1e8b0d4f2a6c1e8b0d4f2a;tcp\r\n"
            + "a=setup:actpass\r\n"
            + "a=accept-types:audio/amr\r\n"
            + "a=sendonly\r\n"
            + "a=max-size:30000\r\n"
            + NAME
            + " hash:sha-256:"
            + SHA_256
            + "\r\n"
            + TRANSFER
            + "a=file-disposition:attachment\r\n";

    static final String ANSWER = session("Voxpost delivery server")
            + "m=message 40002 TCP/MSRP *\r\n"
            + "a=path:msrp://127.0.0.1:40002/7c3e9d1f5b0a7c3e9d1f5b0a7c3e;tcp\r\n"
            + "a=setup:passive\r\n"
            + "a=accept-types:*\r\n"
            + "a=recvonly\r\n"
            + NAME
            + " hash:sha-256:"
            + SHA_256
            + "\r\n"
            + TRANSFER;

    private Bodies() {}

    private static String session(String name) {
        return "v=0\r\no=voxpost 4503599627370496 1 IN IP4 127.0.0.1\r\ns=" + name
                + "\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n";
    }
}
