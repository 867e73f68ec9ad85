package org.voxpost.msrp.relay;

import java.time.Duration;
import java.util.List;
import org.voxpost.msrp.MimeHeader;
import org.voxpost.msrp.RelayRefused;
import org.voxpost.msrp.wire.UriPath;

/** What comes of an input to an {@link Authorization}. */
public sealed interface Step {

    /** An AUTH to send. */
    record Ask(UriPath to, UriPath from, List<MimeHeader> headers) implements Step {}

    /**
     * The relay serves us.
     *
     * @param usePath the relays between us and our peers, ours first
     * @param validity how long, from now
     */
    record Granted(UriPath usePath, Duration validity) implements Step {}

    /** The relay does not serve us. */
    record Refused(RelayRefused why) implements Step {}
}
