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
 */
public record Order(
        String id,
        String dialog,
        String callId,
        String caller,
        Optional<String> key,
        ByteBuffer document,
        int request,
        Instant acceptedAt) {}
