package org.voxpost.sip.jain;

import gov.nist.core.NameValueList;
import gov.nist.javax.sip.header.Via;
import org.jspecify.annotations.Nullable;

/**
 * The top Via of a request that came in. The stack tells transactions apart by branch alone, but there are clients that
 * use one branch for all they send; so {@link #getBranch} answers with the branch as scoped to call and request, while the
 * wire form, which every response echoes, stays as it was.
 */
final class ScopedVia extends Via {
    private static final String COOKIE = "z9hG4bK";

    private static final long FNV = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private final String scoped;

    private ScopedVia(Via received, String scoped) {
        setSentProtocol(received.getSentProtocol());
        setSentBy(received.getSentBy());
        NameValueList all = received.getParameters();
        if (all != null) {
            setParameters(all);
        }
        this.scoped = scoped;
    }

    /** INVITE, its ACK and its CANCEL have the number in common, and so the scope. */
    static ScopedVia of(Via received, String callId, @Nullable String fromTag, long sequence) {
        String branch = received.getBranch();
        long one = mix(mix(mix(FNV, branch), callId), fromTag) ^ sequence;
        long other = mix(mix(mix(~FNV, fromTag), branch), callId) + sequence;
        return new ScopedVia(
                received, COOKIE + '.' + Long.toUnsignedString(one, 36) + '.' + Long.toUnsignedString(other, 36));
    }

    /** FNV-1a, 64 bits: two of them tell all transactions of 32 seconds apart; an id of its own for each would be longer. */
    private static long mix(long hash, @Nullable String text) {
        long mixed = hash;
        for (int i = 0; text != null && i < text.length(); i++) {
            mixed = (mixed ^ text.charAt(i)) * PRIME;
        }
        return (mixed ^ 0xff) * PRIME;
    }

    static boolean hasCookie(@Nullable String branch) {
        return branch != null && branch.regionMatches(true, 0, COOKIE, 0, COOKIE.length());
    }

    @Override
    public String getBranch() {
        return scoped;
    }

    /** The stack sets the scoped branch on responses; theirs is right already. */
    @Override
    public void setBranch(String branch) {}
}
