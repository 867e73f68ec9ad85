package org.voxpost.testkit;

import org.jspecify.annotations.Nullable;

/** One end of a {@link SimulatedLink}, as a program sees its socket. */
public final class SimulatedEnd {
    /** Told as events of the virtual time, never from within a call of this end. */
    public interface Listener {
        void received(byte[] octets);

        /** The line has taken octets that were queued at this end. */
        default void drained() {}

        /** Nothing more will come: the other side closed, or the connection broke. Once. */
        void ended(String reason);
    }

    private final SimulatedPipe out;
    private final SimulatedPipe in;
    private final SimulatedLink link;
    private @Nullable Listener listener;
    private boolean over;

    SimulatedEnd(SimulatedPipe out, SimulatedPipe in, SimulatedLink link) {
        this.out = out;
        this.in = in;
        this.link = link;
    }

    /** To be called before the time moves. */
    public void listener(Listener told) {
        listener = told;
    }

    /** Queues octets; those that the window has no room for stay in {@link #queued}. */
    public void send(byte[] octets) {
        out.write(octets);
    }

    /** Octets written and not yet taken by the line. */
    public long queued() {
        return out.queued();
    }

    /** Switches reading: what comes meanwhile fills the other side's window. */
    public void reading(boolean on) {
        in.reading(on);
    }

    /** Closes our half behind what is queued. */
    public void finish() {
        out.finish();
    }

    /** Closes at once: what is queued here or unread is lost, the other side reads its end. */
    public void close() {
        out.drop();
        out.finish();
        in.die();
        end("closed here");
    }

    public void reset() {
        link.reset();
    }

    void arrived(byte[] octets) {
        if (listener != null && !over) {
            listener.received(octets);
        }
    }

    void drained() {
        if (listener != null && !over) {
            listener.drained();
        }
    }

    void broken(String reason) {
        end(reason);
    }

    private void end(String reason) {
        if (!over) {
            over = true;
            if (listener != null) {
                listener.ended(reason);
            }
        }
    }
}
