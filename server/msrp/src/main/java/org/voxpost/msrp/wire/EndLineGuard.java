package org.voxpost.msrp.wire;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Keeps the hyphens and transaction id of an end-line out of the body that is sent under this id (RFC 4975 §7.1), whatever
 * flag would follow: some peers end a chunk on them alone. Matches over the edge of two pieces are found as well.
 */
public final class EndLineGuard {

    private static final int HYPHENS = 7;

    private final PatternSearch search = new PatternSearch();
    private byte[] pattern = new byte[0];
    private boolean searching;
    private int matched;

    /** Begins a chunk. */
    public void start(TransactionId transaction) {
        String id = transaction.text();
        if (pattern.length != HYPHENS + id.length()) {
            pattern = new byte[HYPHENS + id.length()];
            Arrays.fill(pattern, 0, HYPHENS, (byte) '-');
        }
        for (int i = 0; i < id.length(); i++) {
            pattern[HYPHENS + i] = (byte) id.charAt(i);
        }
        matched = 0;
        searching = false;
    }

    /**
     * How many octets from {@code start} on can go out under this id: all of {@code length}, or those before the one that
     * would complete the pattern. Pieces are to be given in order, and sent as far as said.
     */
    public int allowed(ByteBuf piece, int start, int length) {
        int end = start + length;
        int head = Math.min(end, start + pattern.length - 1);
        for (int i = start; i < head; i++) {
            if (step(piece.getByte(i))) {
                return i - start;
            }
        }
        if (length < pattern.length) {
            return length;
        }
        if (!searching) {
            search.set(pattern, pattern.length);
            searching = true;
        }
        int hit = search.find(piece, start, end);
        if (hit >= 0) {
            return hit + pattern.length - 1 - start;
        }
        matched = 0;
        for (int i = end - pattern.length + 1; i < end; i++) {
            step(piece.getByte(i));
        }
        return length;
    }

    /** One octet of the automaton; true when it completes the pattern. The id holds no run of seven hyphens of its own. */
    private boolean step(byte octet) {
        if (octet == pattern[matched]) {
            matched++;
            if (matched == pattern.length) {
                matched = 0;
                return true;
            }
        } else if (octet == '-') {
            matched = matched == HYPHENS ? HYPHENS : 1;
        } else {
            matched = 0;
        }
        return false;
    }
}
