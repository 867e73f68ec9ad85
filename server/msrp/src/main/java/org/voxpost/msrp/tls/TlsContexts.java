package org.voxpost.msrp.tls;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.TlsSettings;

/** The TLS contexts of an endpoint, by name. */
public final class TlsContexts {

    private final Map<String, LiveContext> byName;

    private TlsContexts(Map<String, LiveContext> byName) {
        this.byName = byName;
    }

    /**
     * Reads their certificates, and makes those that have none.
     *
     * @param host name or address in our URIs
     * @throws IOException when one of them cannot be used; it says why in one line
     */
    public static TlsContexts load(TlsSettings settings, String host) throws IOException {
        Map<String, LiveContext> loaded = new LinkedHashMap<>();
        for (var context : settings.contexts()) {
            loaded.put(context.name(), new LiveContext(context, settings, host));
        }
        return new TlsContexts(loaded);
    }

    public @Nullable LiveContext named(String name) {
        return byName.get(name);
    }

    public Collection<LiveContext> all() {
        return byName.values();
    }

    /**
     * Looks for changed files. Reads disks; one thread at a time.
     *
     * @param now of the monotonic clock
     * @return how many contexts took a certificate over
     */
    public int refresh(long now) {
        int changed = 0;
        for (LiveContext context : byName.values()) {
            changed += context.refresh(now) ? 1 : 0;
        }
        return changed;
    }
}
