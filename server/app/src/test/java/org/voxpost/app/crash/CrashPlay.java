package org.voxpost.app.crash;

import java.io.IOException;

/** Everybody around a server that is killed, and what they do until then. */
interface CrashPlay extends AutoCloseable {

    /** What a sweep is about, by the word that the command has for it. */
    enum Kind {
        DELIVERIES,
        TEXT
    }

    static CrashPlay of(Kind kind, CrashHome home) throws IOException {
        return switch (kind) {
            case DELIVERIES -> new DeliveryPlay(home);
            case TEXT -> new TextPlay(home);
        };
    }

    CrashHome home();

    /** Also once more, after the server is dead. */
    ServerProcess start() throws IOException;

    /** Until the server is dead, or has nothing more to do. */
    void play(ServerProcess server, int port, Steps steps) throws Exception;

    /**
     * The server is dead: compares what everybody knows, starts it again, and compares once more.
     *
     * @throws AssertionError when somebody knows what does not fit
     */
    void check() throws Exception;

    @Override
    void close();
}
