package org.voxpost.media;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Beginnings of files that broke off, each as long as what is certain of it. Any thread may call it; calls block on the disk. */
final class KeptFiles {

    static final String SUFFIX = ".kept";

    private final Path directory;
    private final KeepTerms terms;

    KeptFiles(Path directory, KeepTerms terms) {
        this.directory = directory;
        this.terms = terms;
    }

    boolean keeping() {
        return terms.files() > 0;
    }

    /** Bytes that are there from the first one on. */
    long length(AnnouncedFile of) {
        try {
            return keeping() ? Files.size(directory.resolve(of.keptName())) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Takes a file in, under its temporary name until now, unless more of it is there already. Says whether it is kept. */
    boolean keep(AnnouncedFile of, Path temporary, long length) throws IOException {
        if (!keeping() || length == 0 || length < length(of)) {
            return false;
        }
        Files.move(temporary, directory.resolve(of.keptName()), StandardCopyOption.ATOMIC_MOVE);
        tidy();
        return true;
    }

    /** Hands a file out, once. */
    Path take(AnnouncedFile of, Path temporary) throws IOException, MediaException {
        try {
            return Files.move(directory.resolve(of.keptName()), temporary, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            throw new MediaException(
                    MediaException.Reason.NOT_FOUND, "what was kept of the file is gone: " + of.name());
        }
    }

    /** Removes what is too old or too many. */
    void tidy() throws IOException {
        record Kept(Path file, Instant since) {}
        List<Kept> kept = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, ".voxpost-*" + SUFFIX)) {
            for (Path file : files) {
                kept.add(new Kept(file, Files.getLastModifiedTime(file).toInstant()));
            }
        }
        kept.sort(Comparator.comparing(Kept::since).reversed());
        Instant oldest = Instant.now().minus(terms.age());
        for (int i = 0; i < kept.size(); i++) {
            if (i >= terms.files() || kept.get(i).since().isBefore(oldest)) {
                Files.deleteIfExists(kept.get(i).file());
            }
        }
    }
}
