package org.voxpost.app.receive;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.voxpost.sdp.AcceptTypes;
import org.voxpost.sdp.Hash;

/**
 * What a delivery server takes of what it is offered (RFC 5547 §8.3.1); the rest is refused in the answer, before a byte moves.
 *
 * @param largest bytes of one file
 * @param types media types, {@code audio/*} and {@code *} among them
 * @param unwanted hashes of content that is not taken from anybody
 */
public record Acceptance(long largest, List<String> types, Set<Hash> unwanted) {
    public Acceptance {
        types = List.copyOf(types);
        unwanted = Set.copyOf(unwanted);
    }

    /** Takes everything up to this size. */
    public static Acceptance upTo(long bytes) {
        return new Acceptance(bytes, List.of("*"), Set.of());
    }

    public Acceptance withLargest(long bytes) {
        return new Acceptance(bytes, types, unwanted);
    }

    public Acceptance withTypes(List<String> others) {
        return new Acceptance(largest, others, unwanted);
    }

    public Acceptance withUnwanted(Set<Hash> others) {
        return new Acceptance(largest, types, others);
    }

    /** Why a file is refused; empty when it is taken. What its offer does not say is not held against it. */
    Optional<String> refusal(FileOffer file) {
        if (file.selector().size().orElse(0) > largest) {
            return Optional.of("the file is larger than " + largest + " bytes");
        }
        if (file.selector().type().filter(type -> !accepts(type)).isPresent()) {
            return Optional.of("this type of file is not taken");
        }
        if (file.selector().hashes().stream().anyMatch(unwanted::contains)) {
            return Optional.of("the file of this hash is not taken");
        }
        return Optional.empty();
    }

    private boolean accepts(String type) {
        return new AcceptTypes(types).accepts(type);
    }
}
