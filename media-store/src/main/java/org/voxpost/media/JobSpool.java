package org.voxpost.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.IOUtils;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.MediaException.Reason;

/**
 * Files of the spool that outlive the process, each under the id of its owner, such as a job.
 *
 * <p>What is in it is whole: content, length and SHA-256 were on the disk before the name was. Nothing is removed but by
 * {@link #remove} and {@link #retain}. Calls block on the disk; any thread may make them, one at a time for the same id.
 */
public final class JobSpool {

    static final String WHOLE = ".job";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

    private final Spool spool;
    private final Set<String> inherited = new HashSet<>();

    JobSpool(Spool spool) throws IOException {
        this.spool = spool;
        wholeFiles().forEach(file -> inherited.add(id(file)));
    }

    /**
     * Starts a file. It is there for others when {@link JobFile#complete} returns, and not at all otherwise; it then takes the place of
     * one with the same id.
     *
     * @param source where the content comes from, kept with it
     * @param contentType its media type; null where unknown
     * @return owned by the caller, who completes or closes it
     * @throws MediaException NO_SPACE when the reserve is touched
     * @throws IllegalArgumentException for an id that is not 1 to 128 letters, digits, dots, hyphens and low lines, or starts with a dot
     */
    public JobFile create(String id, MediaUri source, @Nullable String contentType) throws MediaException {
        file(id);
        try {
            spool.checkRoom(0, source.text());
            return new JobFile(spool.create(), this, id, source, contentType);
        } catch (IOException e) {
            throw Disk.failure("starting a spool file", source.text(), e);
        }
    }

    /**
     * Opens a whole file and reads it once to see that every bit is as it was.
     *
     * @return owned by the caller; closing it leaves the file in the spool
     * @throws MediaException NOT_FOUND when there is none of this id, CORRUPT when it is not what was taken in: remove it and fetch again
     */
    public Fetched open(String id) throws MediaException {
        Path file = file(id);
        FileChannel content = null;
        try {
            content = FileChannel.open(file, StandardOpenOption.READ);
            SpoolRecord known = SpoolRecord.of(content, id);
            ContentHash recorded = known.facts().sha256();
            if (recorded == null
                    || !recorded.equals(FileHash.of(content, known.facts().length()))) {
                throw SpoolRecord.corrupt(id);
            }
            return new Fetched(known.source(), content, known.facts(), () -> {}, () -> {});
        } catch (NoSuchFileException e) {
            throw new MediaException(Reason.NOT_FOUND, "nothing in the spool under this id: " + id);
        } catch (IOException e) {
            IOUtils.closeQuietly(content);
            throw Disk.failure("opening a spool file", id, e);
        } catch (MediaException e) {
            IOUtils.closeQuietly(content);
            throw e;
        }
    }

    /** Whole files, in no order. */
    public List<SpoolEntry> list() throws MediaException {
        List<SpoolEntry> entries = new ArrayList<>();
        Instant now = Instant.now();
        try {
            for (Path file : wholeFiles()) {
                BasicFileAttributes attributes = attributes(file);
                if (attributes != null) {
                    Duration age =
                            Duration.between(attributes.lastModifiedTime().toInstant(), now);
                    entries.add(new SpoolEntry(id(file), attributes.size(), age.isNegative() ? Duration.ZERO : age));
                }
            }
            return List.copyOf(entries);
        } catch (IOException e) {
            throw new MediaException("listing the spool failed", e);
        }
    }

    private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Removes the file of this id, if there is one; whoever has it open can still read it. A failure is logged and tried again by the next {@link #retain}. */
    public void remove(String id) {
        spool.remove(file(id));
    }

    /**
     * Says which of the files that were there when the spool was opened still have an owner; the others are removed. Files made since then
     * stay, whether they are named or not.
     *
     * @return how many were removed
     */
    public int retain(Set<String> owned) {
        int removed = 0;
        synchronized (inherited) {
            for (String id : inherited) {
                Path file = file(id);
                if (!owned.contains(id) && Files.exists(file)) {
                    spool.remove(file);
                    removed++;
                }
            }
            inherited.removeIf(id -> !owned.contains(id) || !Files.exists(file(id)));
        }
        return removed;
    }

    /** The file under its id: content and record are on the disk, then the name, then the directory. */
    Path complete(Spool.SpoolFile whole, String id, SpoolRecord known) throws IOException {
        whole.append(known.octets());
        whole.content().force(true);
        synchronized (inherited) {
            inherited.remove(id);
        }
        return whole.completeAs(file(id));
    }

    private Path file(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not an id for a spool file: " + PlainText.of(id));
        }
        return spool.directory().resolve(id + WHOLE);
    }

    private static String id(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - WHOLE.length());
    }

    private List<Path> wholeFiles() throws IOException {
        try (Stream<Path> all = Files.list(spool.directory())) {
            return all.filter(file -> file.toString().endsWith(WHOLE)
                            && ID.matcher(id(file)).matches())
                    .toList();
        }
    }
}
