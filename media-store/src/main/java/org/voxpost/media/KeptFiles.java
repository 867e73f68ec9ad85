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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Beginnings of files that broke off, each as long as what is certain of it. Any thread may call it; calls block on the disk. */
final class KeptFiles {

    static final String PREFIX = ".voxpost-";
    static final String SUFFIX = ".kept";

    /** The end of the names of files that arrive. */
    static final String ARRIVING = ".part";

    private static final Pattern ANNOUNCED =
            Pattern.compile("(" + Pattern.quote(PREFIX) + "[0-9a-f]{64})-[0-9a-f-]{36}" + Pattern.quote(ARRIVING));

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
        return length(directory.resolve(of.keptName()));
    }

    private long length(Path kept) {
        try {
            return keeping() ? Files.size(kept) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Takes a file in, under its temporary name until now, unless more of it is there already. Says whether it is kept. */
    boolean keep(AnnouncedFile of, Path temporary, long length) throws IOException {
        boolean taken = keep(directory.resolve(of.keptName()), temporary, length);
        if (taken) {
            tidy();
        }
        return taken;
    }

    private boolean keep(Path kept, Path temporary, long length) throws IOException {
        if (!keeping() || length == 0 || length < length(kept)) {
            return false;
        }
        Files.move(temporary, kept, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    /**
     * Takes in what a process that was killed left of an announced file. A gap in it, or octets that a loss of power took, are found
     * by the hash of the whole.
     *
     * @return whether it is kept; otherwise it is where it was
     */
    boolean takeOver(Path leftOver) throws IOException {
        Matcher name = ANNOUNCED.matcher(String.valueOf(leftOver.getFileName()));
        return name.matches() && keep(directory.resolve(name.group(1) + SUFFIX), leftOver, Files.size(leftOver));
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

    void forget(AnnouncedFile of) {
        Path file = directory.resolve(of.keptName());
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            SpoolLog.removalFailed(file, e);
        }
    }

    /** Removes what is too old or too many. */
    void tidy() throws IOException {
        record Kept(Path file, Instant since) {}
        List<Kept> kept = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
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
