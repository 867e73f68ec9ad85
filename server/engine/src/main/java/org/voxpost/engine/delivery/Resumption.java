package org.voxpost.engine.delivery;

import org.voxpost.engine.transfer.AttemptOutcome.Failed;

/** Where one attempt at a file goes on, and what the next one may go on with (ADR 19). Belongs to the lane of the attempt. */
final class Resumption {

    /** A crash costs so many octets at most that the far end has already. */
    private static final long NOTED_EVERY = 8 << 20;

    private final Resumptions all;
    private final JobRecord record;
    private final Freight sent;
    private final long start;
    private final boolean allowed;
    private long acknowledged;
    private long noted;
    private boolean farEndKeeps;

    /**
     * @param start octets of the file that the far end has from an attempt before
     * @param allowed whether the policy lets a file go on
     */
    Resumption(Resumptions all, JobRecord record, Freight sent, long start, boolean allowed) {
        this.all = all;
        this.record = record;
        this.sent = sent;
        this.start = start;
        this.allowed = allowed;
        this.acknowledged = start;
    }

    boolean goesOn() {
        return start > 0;
    }

    /** Whether a call for the rest behind so many octets makes sense; one octet is always left to send. */
    boolean mayGoOnAt(long octets) {
        return allowed && sent.file().isPresent() && octets > 0 && octets < sent.octets();
    }

    /** @param keeps whether the far end showed that it keeps what breaks off */
    void agreed(boolean keeps) {
        farEndKeeps = keeps;
    }

    /** Noted now and then, so that what a crash breaks off goes on, too. */
    void acknowledged(long octets) {
        acknowledged = octets;
        if (farEndKeeps && acknowledged - noted >= NOTED_EVERY) {
            noted = acknowledged;
            record.kept(sent.sha256(), acknowledged);
        }
    }

    /** What was not taken of the rest may be taken of the whole; what broke off may go on. */
    void failed(Failed failed) {
        if (failed.permanent()) {
            all.forget(record.parcel().jobId());
        } else if (sent.file().isPresent() && farEndKeeps && acknowledged > start && acknowledged < sent.octets()) {
            all.brokeOff(record.parcel().jobId(), sent.sha256(), acknowledged);
            record.kept(sent.sha256(), acknowledged);
        }
    }
}
