package org.voxpost.app.crash;

import java.util.Random;

/** What an order of the scene has delivered; each is to be deleted at its source. */
enum Recording {
    /** A file of the server's own disk. */
    LOCAL("a.amr"),
    /** From an HTTP server, by way of the spool. */
    PULLED("b.amr");

    private static final int OCTETS = 100_000;

    private final String file;

    Recording(String file) {
        this.file = file;
    }

    /** Its name at the source and at the delivery server. */
    String file() {
        return file;
    }

    /** The same on every call. */
    byte[] content() {
        byte[] content = new byte[OCTETS];
        new Random(file.hashCode()).nextBytes(content);
        return content;
    }
}
