package org.voxpost.msrp.wire;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds frames in a stream of octets that may be cut anywhere. Heads are copied out line by line; bodies are passed on as
 * slices of the input. For one connection; not thread-safe.
 */
public final class FrameDecoder {

    private final byte[] line;
    private final HeadReader head;
    private final EndLineMatcher body = new EndLineMatcher();
    private int lineLength;
    private boolean headBegun;
    private State state = State.HEAD;
    private @Nullable Continuation ending;

    private enum State {
        HEAD,
        BODY,
        END
    }

    /**
     * @param lineOctets longest header line, without CRLF
     * @param headers most header lines of one head
     * @param deviations told of everything that was tolerated
     */
    public FrameDecoder(int lineOctets, int headers, Consumer<Deviation> deviations) {
        this.line = new byte[lineOctets + 2];
        this.head = new HeadReader(headers, deviations);
    }

    /**
     * Takes the next item off the input.
     *
     * @param in read as far as the item goes; the caller keeps it and releases it
     * @return null when {@code in} is read to its end and the item is not complete
     * @throws FramingException when the octets are no MSRP; the decoder is of no more use
     */
    public @Nullable Item next(ByteBuf in) throws FramingException {
        return switch (state) {
            case HEAD -> nextOfHead(in);
            case BODY -> nextOfBody(in);
            case END -> end();
        };
    }

    /** True when the first octets of a head were seen and its last were not. */
    public boolean insideHead() {
        return headBegun;
    }

    private @Nullable Item nextOfHead(ByteBuf in) throws FramingException {
        while (in.isReadable()) {
            if (readLine(in)) {
                int length = lineLength;
                lineLength = 0;
                Frame frame = headLine(length);
                if (frame != null) {
                    headBegun = false;
                    return frame;
                }
            }
        }
        return null;
    }

    private @Nullable Frame headLine(int length) throws FramingException {
        if (!head.started()) {
            headBegun = length > 0;
            head.start(line, length);
            return null;
        }
        if (length == 0) {
            Frame frame = head.finish(true);
            body.start(frame.transaction());
            state = State.BODY;
            return frame;
        }
        Continuation flag = head.endLine(line, length);
        if (flag != null) {
            ending = flag;
            state = State.END;
            return head.finish(false);
        }
        head.header(line, length);
        return null;
    }

    private @Nullable Item nextOfBody(ByteBuf in) {
        ByteBuf part = body.next(in);
        if (part != null) {
            return new BodyPart(part);
        }
        Continuation flag = body.found();
        if (flag == null) {
            return null;
        }
        if (body.withoutBreak()) {
            head.blankLineWithoutBody();
        }
        ending = flag;
        return end();
    }

    private @Nullable Continuation end() {
        Continuation flag = ending;
        ending = null;
        state = State.HEAD;
        return flag;
    }

    /** Copies up to and with the next LF; true when the line is complete, its CRLF taken off. */
    private boolean readLine(ByteBuf in) throws FramingException {
        int lineFeed = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
        int length = (lineFeed < 0 ? in.writerIndex() : lineFeed + 1) - in.readerIndex();
        if (length > line.length - lineLength) {
            throw new FramingException("a header line is longer than " + (line.length - 2) + " octets");
        }
        in.readBytes(line, lineLength, length);
        lineLength += length;
        if (lineFeed < 0) {
            headBegun = true;
            return false;
        }
        if (lineLength < 2 || line[lineLength - 2] != '\r') {
            throw new FramingException("a header line does not end with CRLF");
        }
        lineLength -= 2;
        return true;
    }
}
