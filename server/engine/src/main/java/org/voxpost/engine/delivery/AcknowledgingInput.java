package org.voxpost.engine.delivery;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Tells how much of a content is written: whoever asks for more has dealt with what it got before. */
final class AcknowledgingInput extends FilterInputStream {

    private final LongConsumer acknowledged;
    private long given;
    private long told;

    /**
     * Over this content.
     *
     * @param acknowledged hears the octets so far, each time there are more, on the thread that reads
     */
    AcknowledgingInput(InputStream content, LongConsumer acknowledged) {
        super(content);
        this.acknowledged = acknowledged;
    }

    @Override
    public int read() throws IOException {
        acknowledge();
        int octet = super.read();
        given += octet < 0 ? 0 : 1;
        return octet;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        acknowledge();
        int read = super.read(into, offset, length);
        given += Math.max(0, read);
        return read;
    }

    private void acknowledge() {
        if (given > told) {
            told = given;
            acknowledged.accept(given);
        }
    }
}
