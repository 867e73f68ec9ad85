package org.voxpost.msrp;

/**
 * How sessions to one peer are spread over connections (RFC 4975 §5.4).
 *
 * @param sharing whether a connection carries more than one session
 * @param sessions sessions of one connection after which another is made
 * @param connections connections to one host and port, after which those that stand take more than {@code sessions}
 * @param useTheirs whether a session of ours may go over a connection that the peer made from the address in its path
 */
public record PoolPolicy(Sharing sharing, int sessions, int connections, boolean useTheirs) {

    public static final PoolPolicy DEFAULT = new PoolPolicy(Sharing.SHARED, 1_000, 16, true);

    public PoolPolicy {
        if (sessions < 1 || connections < 1) {
            throw new IllegalArgumentException("a pool needs room for at least one session and one connection");
        }
    }

    public PoolPolicy withSharing(Sharing other) {
        return new PoolPolicy(other, sessions, connections, useTheirs);
    }

    public PoolPolicy withCaps(int sessionsEach, int connectionsAtMost) {
        return new PoolPolicy(sharing, sessionsEach, connectionsAtMost, useTheirs);
    }

    public PoolPolicy withUseTheirs(boolean other) {
        return new PoolPolicy(sharing, sessions, connections, other);
    }

    /** Whether a connection carries more than one session. */
    public enum Sharing {
        SHARED,
        OWN
    }
}
