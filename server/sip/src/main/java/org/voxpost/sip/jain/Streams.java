package org.voxpost.sip.jain;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.Consumer;

/** What becomes of a TCP connection before messages are on it. Any thread. */
interface Streams {

    /** Makes a connection ready that a peer has made, now or on a thread of its own, and hands it on. One that fails is closed. */
    void accepted(Socket connection, Consumer<Link> then);

    /**
     * Makes a connection ready that we have made; blocks.
     *
     * @param name host of the URI that led here
     * @throws IOException when the peer cannot be spoken to, or is another one; the connection is closed then
     */
    Link made(Socket connection, String name) throws IOException;

    /** A connection that is ready. */
    interface Link {
        InputStream in() throws IOException;

        OutputStream out() throws IOException;

        /** Whether the peer may be taken for the host of a URI. */
        boolean proves(String name);

        /** Ends it without waiting for anybody. */
        void close();
    }
}
