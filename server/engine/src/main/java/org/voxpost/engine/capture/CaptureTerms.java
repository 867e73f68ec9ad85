package org.voxpost.engine.capture;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.voxpost.msrp.Nickname;
import org.voxpost.msrp.PeerPolicy;

/**
 * What is captured, and how.
 *
 * @param onControl whether the text that application servers bring on their calls is captured, too (3PCC)
 * @param users user parts of Request-URIs whose calls are captured, besides those to service URNs below {@code urn:service:sos}
 * @param testCalls what becomes of calls to {@code urn:service:test.sos} (RFC 6881 §17)
 * @param acceptTypes for {@code a=accept-types}
 * @param acceptWrappedTypes for {@code a=accept-wrapped-types}
 * @param maxSize octets of one message, for {@code a=max-size}; 0 leaves it out
 * @param whole octets up to which a message is kept in one piece; what is longer is kept as it comes
 * @param storeDeadline how long writing something down may take: then a call is refused with 503, a message with 413
 * @param lostGrace how long a call without a stream stands before it is hung up
 * @param linkWithin how long before a call another one of the same caller counts as the one before it
 * @param greeting sent when text can flow; empty for none
 * @param hold sent when the answering side puts the caller on hold; empty for none
 * @param closing sent before the answering side ends the session; empty for none
 * @param nickname by which the others know us where the caller is a chat room (RFC 7701 §7); empty for none. A number is put behind it
 *     where it is taken
 * @param address what our session descriptions say we are reached at
 * @param policies how a peer is treated, by its host
 */
public record CaptureTerms(
        boolean onControl,
        Set<String> users,
        TestCalls testCalls,
        List<String> acceptTypes,
        List<String> acceptWrappedTypes,
        long maxSize,
        int whole,
        Duration storeDeadline,
        Duration lostGrace,
        Duration linkWithin,
        String greeting,
        String hold,
        String closing,
        String nickname,
        String address,
        Function<String, PeerPolicy> policies) {

    /** Names that are asked for in turn, when those before are taken. */
    static final int NICKNAMES = 5;

    /** @throws IllegalArgumentException when no chat room could take the nickname with a number behind it */
    public CaptureTerms {
        users = Set.copyOf(users);
        acceptTypes = List.copyOf(acceptTypes);
        acceptWrappedTypes = List.copyOf(acceptWrappedTypes);
        if (!nickname.isEmpty()) {
            var _ = new Nickname(numbered(nickname, NICKNAMES));
        }
    }

    /** The name that is asked for in the n-th attempt, from 1 to {@link #NICKNAMES}. */
    String nickname(int attempt) {
        return numbered(nickname, attempt);
    }

    private static String numbered(String name, int attempt) {
        return attempt == 1 ? name : name + ' ' + attempt;
    }

    /** What becomes of test calls. */
    public enum TestCalls {
        /** Taken; the first messages are sent back. */
        ECHO,
        /** Refused with 486. */
        BUSY,
        /** Refused with 404. */
        NOT_FOUND
    }
}
