package org.voxpost.msrp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.voxpost.msrp.Body;
import org.voxpost.msrp.wire.Frame;

/**
 * What a {@link ConnectionCore} asks of the world. Every method returns at once, is called on the connection's lane, and calls
 * nothing of the core while it runs, but {@link #resolve}.
 */
public interface ConnectionPort {

    ByteBufAllocator allocator();

    /** Queues octets and takes over their buffer. */
    void write(ByteBuf octets);

    /** Hands what was queued to the network. */
    void flush();

    /** False as long as more octets are queued than one connection may have. */
    boolean writable();

    /** Octets queued and not yet taken by the network. */
    long queuedOctets();

    /** Switches the reading of the connection. What was read already still comes. */
    void reading(boolean on);

    /**
     * Asks for the session of this id, which a first request named. The answer is {@link ConnectionCore#attach} followed by
     * {@link ConnectionCore#resolved}, at once or later; nothing else is decoded until then.
     */
    void resolve(String sessionId);

    /** Hands a REPORT on to a session that may be on another connection; false when there is none of this id. */
    default boolean report(String sessionId, Frame.Report report) {
        return false;
    }

    /** Closes the connection when all that was queued is out. {@link ConnectionCore#closed} follows. */
    void close();

    /** Runs a step on the lane of this connection, from any thread. */
    void execute(Step step);

    /** Opens a body for reading; it is not touched before the first read. */
    BodyReader open(Body body);

    /** A piece of work on the lane. */
    interface Step {
        void run(long now);
    }
}
