package org.voxpost.app.api;

import io.helidon.webserver.http.ServerRequest;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.capture.store.AuditEntry;
import org.voxpost.engine.capture.store.CaptureStore;

/** Writes down who read what was said, and who answered. */
final class Audit {

    private static final Logger log = LoggerFactory.getLogger(Audit.class);

    private final CaptureStore store;

    Audit(CaptureStore store) {
        this.store = store;
    }

    /** Does not wait: what is asked for in an emergency is not held up by its record. */
    void note(ServerRequest request, String session, String what) {
        String who = Doorkeeper.client(request).name();
        var _ = store.audit(new AuditEntry(0, Instant.now(), who, address(request), what, session))
                .exceptionally(failure -> {
                    log.error("The audit record misses that {} did: {} session={}", who, what, session, failure);
                    return null;
                });
    }

    private static String address(ServerRequest request) {
        return request.remotePeer().host();
    }
}
