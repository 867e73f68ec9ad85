package org.voxpost.msml;

import java.util.List;

/**
 * A request document: what to do, in document order (RFC 5707 §5).
 *
 * @param version as the client wrote it, {@code 1.1} where it wrote none
 * @param requests a {@link Refused} is always the last one, as nothing behind a failure runs
 */
public record MsmlDocument(String version, List<Request> requests) {
    public MsmlDocument {
        requests = List.copyOf(requests);
    }
}
