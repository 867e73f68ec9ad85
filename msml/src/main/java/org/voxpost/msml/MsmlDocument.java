package org.voxpost.msml;

import java.util.List;
import java.util.Set;

/**
 * A request document: what to do, in document order (RFC 5707 §5).
 *
 * @param version as the client wrote it, {@code 1.1} where it wrote none
 * @param requests all of them; any may be {@link Refused}, and several. Text between requests makes a single Refused of the whole
 * @param deviations what was let pass in it, each kind once
 */
public record MsmlDocument(String version, List<Request> requests, Set<MsmlDeviation> deviations) {
    public MsmlDocument {
        requests = List.copyOf(requests);
        deviations = Set.copyOf(deviations);
    }
}
