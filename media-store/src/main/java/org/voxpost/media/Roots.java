package org.voxpost.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.voxpost.media.MediaException.Reason;

/** Directories that bound one kind of access. What counts is the canonical path of both root and file. */
final class Roots {

    private final List<Path> canonical;
    private final List<Path> written;

    private Roots(List<Path> canonical, List<Path> written) {
        this.canonical = canonical;
        this.written = written;
    }

    static Roots of(String kind, Path root) throws MediaException {
        return of(kind, List.of(root));
    }

    static Roots of(String kind, List<Path> roots) throws MediaException {
        List<Path> canonical = new ArrayList<>();
        for (Path root : roots) {
            try {
                Path real = root.toRealPath();
                if (!Files.isDirectory(real)) {
                    throw new MediaException(Reason.NOT_FOUND, kind + " is no directory: " + root);
                }
                canonical.add(real);
            } catch (IOException e) {
                throw new MediaException(Reason.NOT_FOUND, kind + " does not exist or is closed to us: " + root);
            }
        }
        return new Roots(
                List.copyOf(canonical),
                roots.stream().map(root -> root.toAbsolutePath().normalize()).toList());
    }

    Roots and(Roots more) {
        return new Roots(
                Stream.concat(canonical.stream(), more.canonical.stream()).toList(),
                Stream.concat(written.stream(), more.written.stream()).toList());
    }

    /** The root above a canonical path; a root does not hold itself. */
    Optional<Path> above(Path real) {
        return canonical.stream()
                .filter(root -> real.startsWith(root) && !real.equals(root))
                .findFirst();
    }

    /** Whether an existing directory, by its canonical path, is one of the roots or below. */
    boolean holdsDirectory(Path real) {
        return canonical.stream().anyMatch(real::startsWith);
    }

    /** By name only, for paths that do not exist: so that nobody can probe for files elsewhere. */
    boolean mayHold(Path unresolved) {
        Path plain = unresolved.normalize();
        return Stream.concat(canonical.stream(), written.stream()).anyMatch(plain::startsWith);
    }
}
