package org.voxpost.msrp.netty;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.AddressPolicy;

/** The near end of a connection that we make. */
final class Local {

    private Local() {}

    /**
     * What to bind to; null leaves it to the system, as it must where the listener's address is of the other family.
     *
     * @param listening where the listener is
     */
    static @Nullable InetSocketAddress of(
            AddressPolicy.Source source, InetSocketAddress listening, InetAddress remote) {
        InetAddress ours = listening.getAddress();
        boolean every = ours.isAnyLocalAddress();
        if (!every && ours.getClass() != remote.getClass()) {
            return null;
        }
        return switch (source) {
            case ANY -> null;
            case ADDRESS -> every ? null : new InetSocketAddress(ours, 0);
            case LISTENER -> listening;
        };
    }
}
