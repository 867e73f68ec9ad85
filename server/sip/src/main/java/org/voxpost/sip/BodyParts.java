package org.voxpost.sip;

import java.util.List;
import java.util.Optional;

/**
 * What is in a body.
 *
 * @param parts in their order, 64 at most
 * @param defect why there may be more in it than the parts, or other parts: what is malformed, or which limit ends them; in words of ours
 */
public record BodyParts(List<BodyPart> parts, Optional<String> defect) {

    public BodyParts {
        parts = List.copyOf(parts);
    }
}
