package org.voxpost.app.record;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The file that records go to, and those that were put aside: {@code FILE.1} is the newest of them. */
final class RecordFiles {
    private RecordFiles() {}

    /** Renames the file, and the older ones before it; the oldest goes. */
    static void putAside(Path file, int kept) throws IOException {
        for (int number = kept; number > 1; number--) {
            if (Files.exists(older(file, number - 1))) {
                Files.move(older(file, number - 1), older(file, number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (kept > 0) {
            Files.move(file, older(file, 1), StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.deleteIfExists(file);
        }
    }

    /** Those that are there, newest first. */
    static List<Path> newestFirst(Path file) throws IOException {
        SortedMap<Integer, Path> older = new TreeMap<>();
        Path directory = file.toAbsolutePath().getParent();
        String prefix = file.getFileName() + ".";
        if (directory != null && Files.isDirectory(directory)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(
                    directory, each -> each.getFileName().toString().startsWith(prefix))) {
                for (Path each : all) {
                    String number = each.getFileName().toString().substring(prefix.length());
                    if (number.matches("[1-9][0-9]{0,3}")) {
                        older.put(Integer.parseInt(number), each);
                    }
                }
            }
        }
        List<Path> files = new ArrayList<>();
        if (Files.exists(file)) {
            files.add(file);
        }
        files.addAll(older.values());
        return files;
    }

    private static Path older(Path file, int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
