package org.voxpost.msrp.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.SendEvents;

/**
 * What a session takes along from one connection to another (RFC 4975 §8.4): messages that were not delivered or are not complete, and
 * the memory of the last that were. Made on the lane of the one core, and from then on of that of the other.
 *
 * @param undelivered the listeners of our messages, in their order
 * @param incomplete incoming messages, as far as they came
 */
public record Moving(
        List<SendEvents> undelivered,
        List<Assembly.Left> incomplete,
        @Nullable RecentlyTaken taken,
        @Nullable Answered answered,
        @Nullable RecentlyDelivered delivered,
        List<SessionClock.Waiter> waiters) {}
