package org.voxpost.msrp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Tells the octets of a body from the end-line after it: CRLF, seven hyphens, the transaction id of the frame, a flag, CRLF
 * (RFC 4975 §7.1). Octets that may begin an end-line are held back as a count, for their values are known.
 */
final class EndLineMatcher {

    private static final int BREAK = 2;
    private static final int HYPHENS = 7;

    /** Octets of a part above which it pays to prepare a search. */
    private static final int LARGE = 512;

    /** CRLF, hyphens and the transaction id; then flag, CR and LF, which are matched by their position. */
    private final byte[] pattern = new byte[BREAK + HYPHENS + TransactionId.MAX_LENGTH];

    private final PatternSearch search = new PatternSearch();

    private boolean searching;
    private int length;
    private int matched;
    private int unwritten;
    private byte flag;
    private boolean ended;
    private boolean withoutBreak;

    EndLineMatcher() {
        pattern[0] = '\r';
        pattern[1] = '\n';
        for (int i = 0; i < HYPHENS; i++) {
            pattern[BREAK + i] = '-';
        }
    }

    /** Begins a body. The CRLF before the end-line may be the one of the blank line, when there are no octets between. */
    void start(TransactionId transaction) {
        String id = transaction.text();
        for (int i = 0; i < id.length(); i++) {
            pattern[BREAK + HYPHENS + i] = (byte) id.charAt(i);
        }
        length = BREAK + HYPHENS + id.length();
        matched = BREAK;
        unwritten = BREAK;
        ended = false;
        withoutBreak = false;
        searching = false;
    }

    /** The next octets of the body, for the caller to release; null at the end of the input or of the body. */
    @Nullable
    ByteBuf next(ByteBuf in) {
        if (ended) {
            return null;
        }
        if (matched > 0) {
            ByteBuf held = resume(in);
            if (held != null || ended || !in.isReadable()) {
                return held;
            }
        }
        return scan(in);
    }

    /** The flag of the end-line when the body is over. */
    @Nullable
    Continuation found() {
        return ended ? Continuation.of(flag) : null;
    }

    /** True when the end-line followed the blank line without a CRLF of its own. */
    boolean withoutBreak() {
        return withoutBreak;
    }

    /** Goes on with a match that began in an earlier buffer; what was held back comes out if it fails. */
    private @Nullable ByteBuf resume(ByteBuf in) {
        while (in.isReadable()) {
            byte octet = in.getByte(in.readerIndex());
            if (!fits(matched, octet)) {
                return release();
            }
            in.skipBytes(1);
            if (advance(octet)) {
                withoutBreak = unwritten > 0;
                return null;
            }
        }
        return null;
    }

    private @Nullable ByteBuf release() {
        int count = matched - unwritten;
        ByteBuf held = count == 0 ? null : Unpooled.buffer(count);
        if (held != null) {
            for (int i = unwritten; i < matched; i++) {
                held.writeByte(i < length ? pattern[i] : i == length ? flag : '\r');
            }
        }
        matched = 0;
        unwritten = 0;
        return held;
    }

    private @Nullable ByteBuf scan(ByteBuf in) {
        int start = in.readerIndex();
        int end = in.writerIndex();
        int candidate = end - start < LARGE ? -1 : candidate(in, start, end);
        if (candidate < 0) {
            candidate = beginning(in, end - start < LARGE ? start : end - length - 2, end);
        }
        if (candidate < 0) {
            return start == end ? null : in.readRetainedSlice(end - start);
        }
        ByteBuf part = candidate == start ? null : in.retainedSlice(start, candidate - start);
        in.readerIndex(candidate + matched);
        return part;
    }

    /** Where an end-line lies that is there up to its transaction id at least; -1 when there is none. */
    private int candidate(ByteBuf in, int start, int end) {
        if (!searching) {
            search.set(pattern, length);
            searching = true;
        }
        int candidate = search.find(in, start, end);
        while (candidate >= 0 && !matchesAt(in, candidate, end)) {
            candidate = search.find(in, candidate + 1, end);
        }
        return candidate;
    }

    /** Where an end-line begins that is there in part at least; -1 when none does. */
    private int beginning(ByteBuf in, int start, int end) {
        int candidate = in.indexOf(start, end, (byte) '\r');
        while (candidate >= 0 && !matchesAt(in, candidate, end)) {
            candidate = in.indexOf(candidate + 1, end, (byte) '\r');
        }
        return candidate;
    }

    /** True when the end-line begins here and goes on to its end, or to that of the input. */
    private boolean matchesAt(ByteBuf in, int candidate, int end) {
        matched = 0;
        for (int i = candidate; i < end; i++) {
            byte octet = in.getByte(i);
            if (!fits(matched, octet)) {
                matched = 0;
                return false;
            }
            if (advance(octet)) {
                return true;
            }
        }
        return true;
    }

    private boolean fits(int position, byte octet) {
        if (position < length) {
            return pattern[position] == octet;
        }
        if (position == length) {
            return Continuation.isFlag(octet);
        }
        return octet == (position == length + 1 ? '\r' : '\n');
    }

    /** True when this octet was the last one of the end-line. */
    private boolean advance(byte octet) {
        if (matched == length) {
            flag = octet;
        }
        matched++;
        ended = matched == length + 3;
        return ended;
    }
}
