package org.voxpost.engine.capture;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.sip.SipHeaders;

/**
 * The call of an application server that brings the text of a caller (3PCC).
 *
 * @param caller who calls, by the application server's word (From)
 * @param called the Request-URI
 * @param peer the transport address it came from; empty where nobody knows any more
 * @param headers of the request that brought the text
 * @param signalling that request, for the record, by the time at which it came; asked for at once, or never
 */
public record ControlledCall(
        String sipCallId,
        String caller,
        String called,
        String peer,
        SipHeaders headers,
        Function<Instant, List<Fact>> signalling) {}
