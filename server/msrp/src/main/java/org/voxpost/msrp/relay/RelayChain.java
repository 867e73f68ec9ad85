package org.voxpost.msrp.relay;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.RelayRefused;
import org.voxpost.msrp.RelayRefused.Reason;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.UriPath;

/**
 * One session's way through all relays of ours: AUTH to the nearest, then to the next by the path that the nearest gave, and so on (RFC
 * 4976 §5.1). A run that renews goes the whole way again, for a relay that gives another URI changes the path of all behind it.
 */
public final class RelayChain {

    private final List<Authorization> relays;
    private int at;
    private @Nullable UriPath path;
    private Duration validity = Duration.ZERO;

    /** @param relays the nearest first; at least one */
    public RelayChain(List<Authorization> relays) {
        this.relays = List.copyOf(relays);
    }

    /** Begins a run: the first, or one that renews what was granted. */
    public Step begin() {
        at = 0;
        path = null;
        return relays.getFirst().begin(null);
    }

    /** Takes the response to the last AUTH. */
    public Step answered(Frame.Response response) {
        return next(relays.get(at).answered(response));
    }

    /** Says that no response came in time. */
    public Step silent() {
        return next(relays.get(at).silent());
    }

    /** Says that the connection is gone. The next run may do better on another one. */
    public Step lost(String reason) {
        return relays.get(at).lost(reason);
    }

    private Step next(Step step) {
        if (!(step instanceof Step.Granted granted)) {
            return step;
        }
        UriPath whole = whole(granted.usePath());
        if (whole == null) {
            return new Step.Refused(
                    new RelayRefused(Reason.NO_PATH, 200, "the Use-Path of a relay does not begin with the way to it"));
        }
        validity = path == null || granted.validity().compareTo(validity) < 0 ? granted.validity() : validity;
        path = whole;
        return ++at == relays.size()
                ? new Step.Granted(whole, validity)
                : relays.get(at).begin(whole);
    }

    /** Use-Path begins with the relays before (§5.1: "B C"); one that names itself alone is taken for that. */
    private @Nullable UriPath whole(UriPath usePath) {
        UriPath before = path;
        if (before == null || usePath.first().equals(before.first())) {
            return usePath;
        }
        return usePath.uris().size() == 1 ? before.then(usePath) : null;
    }
}
