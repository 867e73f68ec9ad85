package org.voxpost.engine.journal;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * What an application server ordered with one {@code dialogstart}.
 *
 * @param id unguessable, 24 characters of hex
 * @param dialog its MSML identifier, {@code conn:TAG/dialog:NAME}
 * @param callId of the SIP dialog that it came in
 * @param caller the application server, as its From had it
 * @param key what the application server calls it by, from a header that it chose
 * @param document the document of the INFO, as it came; read only
 * @param request which request of the document it is, from 0
 * @param acceptedAt wall-clock time
 * @param priority the level of its {@code Resource-Priority}; 0 without one
 * @param retried the only job of the script that is to be done, where an operator has it tried once more
 * @param call while it stands
 */
public record Order(
        String id,
        String dialog,
        String callId,
        String caller,
        Optional<String> key,
        ByteBuffer document,
        int request,
        Instant acceptedAt,
        int priority,
        Optional<Retried> retried,
        Optional<StandingCall> call) {

    /**
     * The call that an order came in, for a later run that goes on with it.
     *
     * @param invite as it came, without its body; read only
     * @param since when it came; wall-clock time
     * @param contentType of the documents that its application server sends
     * @param sequence of the INFO that the order came in; it may come again
     */
    public record StandingCall(ByteBuffer invite, Instant since, String contentType, long sequence) {}

    /**
     * A job of an older order with the same script.
     *
     * @param job its id
     * @param element as in {@link Job}
     * @param object as in {@link Job}
     */
    public record Retried(String job, int element, int object) {}
}
