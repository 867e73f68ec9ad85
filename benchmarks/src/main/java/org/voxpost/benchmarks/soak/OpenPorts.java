package org.voxpost.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Counts what a process listens on, by what Linux tells of its sockets. */
final class OpenPorts {

    private static final String LISTENING = "0A";
    private static final int STATE = 3;
    private static final int INODE = 9;

    private OpenPorts() {}

    static int of(long pid) throws IOException {
        Set<String> own = sockets(pid);
        int ports = 0;
        for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
            Path file = Path.of("/proc", Long.toString(pid), "net", table);
            if (Files.exists(file)) {
                ports += count(Files.readAllLines(file), table.startsWith("tcp"), own);
            }
        }
        return ports;
    }

    /**
     * @param table lines of {@code /proc/PID/net}, heading included
     * @param own inodes of sockets that count
     */
    static int count(List<String> table, boolean tcp, Set<String> own) {
        return Math.toIntExact(table.stream()
                .skip(1)
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> !tcp || fields[STATE].equals(LISTENING))
                .filter(fields -> own.contains(fields[INODE]))
                .count());
    }

    private static Set<String> sockets(long pid) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path descriptor : descriptors.toList()) {
                target(descriptor, inodes);
            }
        }
        return inodes;
    }

    private static void target(Path descriptor, Set<String> inodes) throws IOException {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            if (target.startsWith("socket:[")) {
                inodes.add(target.substring("socket:[".length(), target.length() - 1));
            }
        } catch (NoSuchFileException e) {
            // It was closed since the list was made.
        }
    }
}
