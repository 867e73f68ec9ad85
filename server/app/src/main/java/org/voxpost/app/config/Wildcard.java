package org.voxpost.app.config;

import java.util.Optional;

/** Addresses that mean every interface, and so tell a peer nothing. */
final class Wildcard {
    private Wildcard() {}

    static void requireAdvertised(String bind, Optional<String> advertisedHost) {
        boolean everywhere = bind.equals("0.0.0.0") || bind.equals("::") || bind.equals("0:0:0:0:0:0:0:0");
        if (everywhere && advertisedHost.isEmpty()) {
            throw new IllegalArgumentException(
                    "bind is " + bind + ", which tells peers nothing: set advertised-host as well");
        }
    }
}
