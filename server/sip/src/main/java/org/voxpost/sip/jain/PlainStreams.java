package org.voxpost.sip.jain;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages go over TCP as they are. */
final class PlainStreams implements Streams {
    private static final Logger LOG = LoggerFactory.getLogger(PlainStreams.class);

    @Override
    public void accepted(Socket connection, Consumer<Link> then) {
        then.accept(new PlainLink(connection));
    }

    @Override
    public Link made(Socket connection, String name) {
        return new PlainLink(connection);
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            LOG.debug("Closing a SIP connection failed: {}", failed.getMessage());
        }
    }

    private record PlainLink(Socket socket) implements Link {
        @Override
        public InputStream in() throws IOException {
            return socket.getInputStream();
        }

        @Override
        public OutputStream out() throws IOException {
            return socket.getOutputStream();
        }

        @Override
        public boolean proves(String name) {
            return true;
        }

        @Override
        public void close() {
            PlainStreams.close(socket);
        }
    }
}
