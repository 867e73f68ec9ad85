package org.voxpost.msrp.netty;

import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.RelayAccount;
import org.voxpost.msrp.relay.Authorization;
import org.voxpost.msrp.relay.RelayChain;
import org.voxpost.msrp.relay.RelayMemory;
import org.voxpost.msrp.wire.MsrpUri;
import org.voxpost.msrp.wire.RandomIds;

/** The sessions on their way through relays of ours, and what is known of each relay. Any thread. */
final class RelayEntries {

    private final NettyEndpoint endpoint;
    private final SecureRandom random;
    private final ConcurrentMap<User, RelayMemory> memories = new ConcurrentHashMap<>();
    private final Set<RelayEntry> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private record User(String relay, String name) {}

    RelayEntries(NettyEndpoint endpoint, SecureRandom random) {
        this.endpoint = endpoint;
        this.random = random;
    }

    /**
     * @param own the URI of the session that is to be made
     * @throws IllegalArgumentException when relay and policy do not go together
     */
    CompletionStage<MsrpSession> enter(RelayAccount account, PeerPolicy policy, MsrpUri own, RelayEntry.Maker maker) {
        var _ = endpoint.route(account, policy);
        RelayChain authorization = new RelayChain(
                account.chain().stream().map(one -> authorization(one, own)).toList());
        long patience = endpoint.configuration().timeouts().establish().toNanos();
        RelayEntry entry = new RelayEntry(endpoint, account, policy, authorization, maker, patience);
        pending.add(entry);
        CompletableFuture<MsrpSession> made = entry.begin();
        // A dependent stage would wrap the failure that callers look at.
        var _ = made.whenComplete((_, _) -> pending.remove(entry));
        if (closed) {
            entry.abandon();
        }
        return made;
    }

    private Authorization authorization(RelayAccount account, MsrpUri own) {
        RelayMemory memory =
                memories.computeIfAbsent(new User(account.relay(), account.user()), _ -> new RelayMemory());
        return new Authorization(account, own, memory, () -> RandomIds.session(random));
    }

    /** The endpoint is being closed. */
    void close() {
        closed = true;
        pending.forEach(RelayEntry::abandon);
    }
}
