package org.voxpost.msrp.session;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletionStage;

/** Reads the body of an outgoing message, one piece at a time. */
public interface BodyReader {

    /** Reads 1 to {@code octets} octets; whoever takes the buffer releases it. Answers from any thread. */
    CompletionStage<ByteBuf> read(long position, int octets);

    /** Called once, when no read is under way. */
    void close();
}
