package org.voxpost.app.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.commons.io.input.ReversedLinesFileReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records from the newest back, over the files that were put aside, also while a server writes them. Lines that are no
 * records are passed over.
 */
public final class Records {
    private Records() {}

    /** The last records, oldest first; none where there is no file yet. */
    public static List<TransferRecord> last(Path file, int count) throws IOException {
        return newest(file, one -> true, count);
    }

    /** Every record whose id begins so, or whose dialog or call is this, oldest first. */
    public static List<TransferRecord> of(Path file, String id) throws IOException {
        return newest(
                file,
                one -> one.id().startsWith(id)
                        || one.dialog().equals(id)
                        || one.callId().equals(id),
                Integer.MAX_VALUE);
    }

    private static List<TransferRecord> newest(Path file, Predicate<TransferRecord> wanted, int count)
            throws IOException {
        ArrayDeque<TransferRecord> found = new ArrayDeque<>();
        Set<@Nullable Object> seen = new HashSet<>();
        for (Path each : RecordFiles.newestFirst(file)) {
            try {
                // One that is put aside while we read has another name by now.
                if (seen.add(
                        Files.readAttributes(each, BasicFileAttributes.class).fileKey())) {
                    read(each, wanted, count, found);
                }
            } catch (NoSuchFileException gone) {
                // The oldest goes when another is put aside.
            }
        }
        return new ArrayList<>(found);
    }

    private static void read(Path file, Predicate<TransferRecord> wanted, int count, ArrayDeque<TransferRecord> found)
            throws IOException {
        try (ReversedLinesFileReader lines = ReversedLinesFileReader.builder()
                .setPath(file)
                .setCharset(StandardCharsets.UTF_8)
                .get()) {
            while (found.size() < count) {
                String line = lines.readLine();
                if (line == null) {
                    return;
                }
                RecordLine.read(line).filter(wanted).ifPresent(found::addFirst);
            }
        }
    }
}
