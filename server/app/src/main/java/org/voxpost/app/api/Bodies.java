package org.voxpost.app.api;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;

/** What requests bring. */
final class Bodies {

    private Bodies() {}

    /** The JSON of a request; members that mean nothing are passed over. */
    static <T> T read(ServerRequest request, Class<T> type) {
        byte[] octets = request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0];
        if (octets.length == 0) {
            throw new Refusal(Status.BAD_REQUEST_400, "the request has no body; it wants JSON");
        }
        try {
            T read = Json.read(octets, type);
            if (read == null) {
                throw new Refusal(Status.BAD_REQUEST_400, "the body is null; JSON of an object is wanted");
            }
            return read;
        } catch (IOException e) {
            throw new Refusal(Status.BAD_REQUEST_400, "the body is not the JSON that is wanted here");
        }
    }
}
