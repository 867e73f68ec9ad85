package org.voxpost.app.config;

import java.util.Optional;
import org.voxpost.msrp.PoolPolicy;
import org.voxpost.msrp.PoolPolicy.Sharing;

/** Section {@code msrp.policy.pool}: how sessions to one peer share connections (RFC 4975 §5.4). */
public record PoolSection(
        Sharing sharing,
        @Bounds(min = "1", max = "1000000") int sessions,
        @Bounds(min = "1", max = "10000") int connections,
        boolean useTheirs) {
    static final PoolSection DEFAULT = new PoolSection(Sharing.SHARED, 1000, 16, true);

    /** What differs for some peers. */
    public record Peer(
            Optional<Sharing> sharing,

            @Bounds(min = "1", max = "1000000") Optional<Integer> sessions,

            @Bounds(min = "1", max = "10000") Optional<Integer> connections,

            Optional<Boolean> useTheirs) {
        static final Peer NOTHING = new Peer(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        PoolPolicy over(PoolSection usual) {
            return new PoolPolicy(
                    sharing.orElse(usual.sharing),
                    sessions.orElse(usual.sessions),
                    connections.orElse(usual.connections),
                    useTheirs.orElse(usual.useTheirs));
        }
    }
}
