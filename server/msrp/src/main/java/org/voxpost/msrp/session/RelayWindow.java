package org.voxpost.msrp.session;

/**
 * What of one session may be on its way through relays: they answer each SEND themselves and hold what the next hop does not take
 * (RFC 4976 §6.4.1), so that only reports of the peer tell what they hold. A receiver may report a message in parts or only as a
 * whole (RFC 4975 §7.1.3), and nobody says which. So the bound doubles each time that it holds us back in silence, and counts again
 * with the first report on a part.
 */
final class RelayWindow {

    /** Silence that is taken for a peer which reports whole messages. */
    private static final long PATIENCE_NANOS = 250_000_000L;

    /** The same where the peer has reported a part before. */
    private static final long PATIENCE_ONCE_HEARD_NANOS = 2_000_000_000L;

    private static final long MOST = Long.MAX_VALUE / 4;

    private final long octets;
    private long allowed;
    private long unreported;
    private long due = Long.MAX_VALUE;
    private boolean reportsParts;

    RelayWindow(long octets) {
        this.octets = octets;
        this.allowed = octets;
    }

    /** Whether another chunk may begin; if not, {@link #due} says when to ask again. */
    boolean open(long now) {
        if (unreported < allowed) {
            return true;
        }
        if (due == Long.MAX_VALUE) {
            due = now + (reportsParts ? PATIENCE_ONCE_HEARD_NANOS : PATIENCE_NANOS);
        }
        return false;
    }

    /** What is sent and not reported has become more, or less. */
    void changed(long by) {
        unreported += by;
    }

    /** A report brought news. */
    void heard(boolean ofAPart) {
        due = Long.MAX_VALUE;
        if (ofAPart) {
            reportsParts = true;
            allowed = octets;
        }
    }

    long due() {
        return due;
    }

    /** True when there is room now because nothing was heard for too long. */
    boolean expired(long now) {
        if (due > now) {
            return false;
        }
        due = Long.MAX_VALUE;
        allowed = Math.min(MOST, 2 * allowed);
        return true;
    }
}
