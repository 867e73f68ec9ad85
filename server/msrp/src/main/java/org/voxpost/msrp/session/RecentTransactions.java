package org.voxpost.msrp.session;

import org.jspecify.annotations.Nullable;

/** The last transactions of a session that completed a message: some peers send a SEND again when the 200 is late. */
final class RecentTransactions {

    private static final int SIZE = 32;

    private final @Nullable String[] ids = new String[SIZE];
    private int next;

    boolean contains(String id) {
        for (String known : ids) {
            if (known != null && known.hashCode() == id.hashCode() && known.equals(id)) {
                return true;
            }
        }
        return false;
    }

    void add(String id) {
        ids[next] = id;
        next = (next + 1) % SIZE;
    }
}
