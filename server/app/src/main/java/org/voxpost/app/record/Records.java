package org.voxpost.app.record;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the records file, also while a server writes it. Lines that are no records are passed over. */
public final class Records {
    private Records() {}

    /** The last records, oldest first; none where there is no file yet. */
    public static List<TransferRecord> last(Path file, int count) throws IOException {
        ArrayDeque<TransferRecord> last = new ArrayDeque<>();
        if (!Files.exists(file)) {
            return List.of();
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<TransferRecord> found = RecordLine.read(line);
                if (found.isPresent()) {
                    last.addLast(found.get());
                    if (last.size() > count) {
                        last.removeFirst();
                    }
                }
            }
        }
        return new ArrayList<>(last);
    }

    /** Every record whose id begins so, or whose dialog or call is this, oldest first. */
    public static List<TransferRecord> of(Path file, String id) throws IOException {
        return last(file, Integer.MAX_VALUE).stream()
                .filter(one -> one.id().startsWith(id)
                        || one.dialog().equals(id)
                        || one.callId().equals(id))
                .toList();
    }
}
