package org.voxpost.sip.jain;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The calls of an endpoint; any thread. */
final class CallTable {
    private final ConcurrentHashMap<DialogKey, Leg> legs = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<InviteKey, IncomingLeg> invites = new ConcurrentHashMap<>();

    /** Via branches of INVITEs that became calls, and the Call-ID of the latest: only to count who reuses them. */
    private final ConcurrentHashMap<String, String> branches = new ConcurrentHashMap<>();

    /** Dialogs that we end and whose peer has not answered our BYE yet, with the peer's tag. */
    private final ConcurrentHashMap<DialogKey, String> ending = new ConcurrentHashMap<>();

    /** A dialog as its peer names it: Call-ID and our tag; the peer's tag is checked by the leg. */
    record DialogKey(String callId, String localTag) {}

    /** An INVITE outside of a dialog (RFC 3261 §8.2.2.2). */
    record InviteKey(String callId, String fromTag, long sequence) {}

    @Nullable
    Leg find(String callId, String localTag) {
        return legs.get(new DialogKey(callId, localTag));
    }

    @Nullable
    IncomingLeg invited(InviteKey key) {
        return invites.get(key);
    }

    /** The leg that has the INVITE already; null when {@code leg} is the first. */
    @Nullable
    IncomingLeg enter(InviteKey key, IncomingLeg leg) {
        IncomingLeg before = invites.putIfAbsent(key, leg);
        if (before == null) {
            enter(leg);
            branches.put(leg.branch(), leg.callId());
        }
        return before;
    }

    void enter(Leg leg) {
        legs.put(new DialogKey(leg.callId(), leg.localTag()), leg);
    }

    void remove(Leg leg) {
        legs.remove(new DialogKey(leg.callId(), leg.localTag()), leg);
    }

    void remove(InviteKey key, IncomingLeg leg) {
        invites.remove(key, leg);
        branches.remove(leg.branch(), leg.callId());
    }

    /** Our BYE goes out; until {@link #ended} a BYE of the peer that crosses it is one in a dialog that is known. */
    void ending(Leg leg, String remoteTag) {
        ending.put(new DialogKey(leg.callId(), leg.localTag()), remoteTag);
    }

    void ended(Leg leg) {
        ending.remove(new DialogKey(leg.callId(), leg.localTag()));
    }

    boolean ending(String callId, String localTag, String remoteTag) {
        return remoteTag.equals(ending.get(new DialogKey(callId, localTag)));
    }

    boolean branchInUse(String branch, String callId) {
        String other = branches.get(branch);
        return other != null && !other.equals(callId);
    }

    int size() {
        return legs.size();
    }

    Collection<Leg> all() {
        return List.copyOf(legs.values());
    }
}
