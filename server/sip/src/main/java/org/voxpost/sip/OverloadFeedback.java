package org.voxpost.sip;

import java.time.Duration;

/**
 * What clients that take part in overload control are asked for (RFC 7339 §4).
 *
 * @param reduction percent of their requests that they are to keep back, 0 to 100
 * @param validity how long that holds
 */
public record OverloadFeedback(int reduction, Duration validity) {

    /** They may send what they like. */
    public static final OverloadFeedback NONE = new OverloadFeedback(0, Duration.ZERO);

    public OverloadFeedback {
        if (reduction < 0 || reduction > 100) {
            throw new IllegalArgumentException("a reduction is 0 to 100 percent");
        }
    }
}
