package org.voxpost.msrp.session;

import java.util.Comparator;
import java.util.TreeSet;
import org.voxpost.msrp.RelayRefused.Reason;
import org.voxpost.msrp.relay.RelayChain;
import org.voxpost.msrp.relay.Step;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.FrameWriter;

/** The leases of a connection to our relay: asked for, waited for, renewed before they expire (RFC 4976 §5.1). */
final class RelayDesk {

    /** A lease is renewed when this part of its validity is left, so that one that fails can still be told of in time. */
    private static final int RENEWED_AT_LAST = 5;

    /** What must be left of a validity for another try. */
    private static final long WORTH_TRYING_NANOS = 500_000_000L;

    private final ConnectionCore connection;
    private final long patience;
    private final TreeSet<Lease> queue =
            new TreeSet<>(Comparator.<Lease>comparingLong(lease -> lease.due).thenComparingLong(lease -> lease.number));
    private long leases;

    /** @param patience nanoseconds to wait for the response to AUTH */
    RelayDesk(ConnectionCore connection, long patience) {
        this.connection = connection;
        this.patience = patience;
    }

    /** True while somebody has a lease, or waits for one. */
    boolean busy() {
        return !queue.isEmpty();
    }

    Lease open(RelayChain authorization, Lease.Events events, long now) {
        Lease lease = new Lease(authorization, events, leases++);
        take(lease, authorization.begin(), now);
        return lease;
    }

    /** Its session is over. The relay forgets the URI when it expires, or with the connection. */
    void close(Lease lease) {
        lease.over = true;
        queue.remove(lease);
    }

    long nextDeadline() {
        return queue.isEmpty() ? Long.MAX_VALUE : queue.first().due;
    }

    /** Handles what is due: answers that did not come, leases that expire. */
    void expired(long now) {
        while (!queue.isEmpty() && queue.first().due <= now) {
            Lease lease = queue.first();
            take(lease, lease.asking ? lease.authorization.silent() : lease.authorization.begin(), now);
        }
    }

    private void take(Lease lease, Step step, long now) {
        switch (step) {
            case Step.Ask ask -> ask(lease, ask, now);
            case Step.Granted granted -> {
                lease.asking = false;
                long validity = granted.validity().toNanos();
                lease.validUntil = now + validity;
                schedule(lease, now + validity - validity / RENEWED_AT_LAST);
                lease.events.granted(granted.usePath(), now);
            }
            case Step.Refused refused -> {
                long left = lease.validUntil - now;
                if (passing(refused.why().reason()) && lease.validUntil > now && left >= WORTH_TRYING_NANOS) {
                    lease.asking = false;
                    schedule(lease, now + left / 2);
                } else {
                    close(lease);
                    lease.events.refused(refused.why(), now);
                }
            }
        }
    }

    /** Whether a relay that does not renew now may do so later. The URI holds until it expires. */
    private static boolean passing(Reason reason) {
        return switch (reason) {
            case SILENT, STATUS -> true;
            case UNREACHABLE, IDENTITY, CREDENTIALS, FORBIDDEN, CHALLENGE, NO_PATH -> false;
        };
    }

    private void ask(Lease lease, Step.Ask ask, long now) {
        lease.asking = true;
        schedule(lease, now + patience);
        int number = ++lease.asked;
        connection.request(
                (out, transaction) -> FrameWriter.auth(out, transaction, ask.to(), ask.from(), ask.headers()),
                new Transaction.Answer() {
                    @Override
                    public void response(Frame.Response response, long then) {
                        if (current(lease, number)) {
                            take(lease, lease.authorization.answered(response), then);
                        }
                    }

                    @Override
                    public void missing(long then) {
                        if (current(lease, number) && lease.asking) {
                            Step step = connection.closed()
                                    ? lease.authorization.lost("it closed")
                                    : lease.authorization.silent();
                            take(lease, step, then);
                        }
                    }
                },
                now);
    }

    private static boolean current(Lease lease, int number) {
        return !lease.over && lease.asked == number;
    }

    private void schedule(Lease lease, long due) {
        queue.remove(lease);
        lease.due = due;
        queue.add(lease);
    }
}
