package org.voxpost.msml;

import java.util.List;
import java.util.Set;

/**
 * A request document: what to do, in document order (RFC 5707 §5).
 *
 * @param version as the client wrote it, {@code 1.1} where it wrote none
 * @param requests a {@link Refused} is always the last one, as nothing behind a failure runs
 * @param deviations what was let pass in it, each kind once
 */
public record MsmlDocument(String version, List<Request> requests, Set<MsmlDeviation> deviations) {
    public MsmlDocument {
        requests = List.copyOf(requests);
        deviations = Set.copyOf(deviations);
    }
}
