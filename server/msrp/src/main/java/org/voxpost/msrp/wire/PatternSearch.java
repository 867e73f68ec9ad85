package org.voxpost.msrp.wire;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Finds a pattern of up to 127 octets by looking at its last place first and moving on by as much as the octet there allows
 * (Horspool 1980): of a body without end-line it looks at one octet in twenty.
 */
final class PatternSearch {

    private final byte[] moves = new byte[256];
    private byte[] pattern = new byte[0];
    private int length;

    /** Sets what to look for: the first {@code count} octets, which must not change until the next call. */
    void set(byte[] octets, int count) {
        pattern = octets;
        length = count;
        Arrays.fill(moves, (byte) count);
        for (int i = 0; i < count - 1; i++) {
            moves[octets[i] & 0xff] = (byte) (count - 1 - i);
        }
    }

    /** Where the pattern lies whole between {@code start} and {@code end}, or -1. */
    int find(ByteBuf in, int start, int end) {
        if (in.nioBufferCount() != 1) {
            return find(in.nioBuffer(start, end - start), start);
        }
        return find(in.internalNioBuffer(start, end - start), start);
    }

    private int find(ByteBuffer in, int origin) {
        int first = in.position();
        int end = in.limit();
        int last = length - 1;
        byte ending = pattern[last];
        int whole = length;
        int at = first + last;
        while (at < end) {
            byte octet = in.get(at);
            int move = moves[octet & 0xff];
            // Mostly so, and then the processor need not wait for the look-up to go on.
            if (move == whole && octet != ending) {
                at += whole;
            } else if (octet == ending && matches(in, at - last)) {
                return origin + at - last - first;
            } else {
                at += move;
            }
        }
        return -1;
    }

    private boolean matches(ByteBuffer in, int at) {
        for (int i = 0; i < length - 1; i++) {
            if (in.get(at + i) != pattern[i]) {
                return false;
            }
        }
        return true;
    }
}
