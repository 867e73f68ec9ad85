package org.voxpost.app.crash;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which system calls are steps that a disk, a database or a peer can know of, and what strace writes of them. */
final class SystemCalls {

    /** Those that strace is to show and to hold up. */
    static final List<String> NAMES = List.of(
            "write",
            "pwrite64",
            "writev",
            "pwritev",
            "sendto",
            "sendmsg",
            "sendfile",
            "fsync",
            "fdatasync",
            "ftruncate",
            "fallocate",
            "rename",
            "renameat",
            "renameat2",
            "link",
            "linkat",
            "unlink",
            "unlinkat");

    private static final Pattern CALL = Pattern.compile("^(?:\\[pid +\\d+] )?([a-z0-9]+)\\("
            + "(?:AT_FDCWD(?:<[^>]*>)?, )?(?:\\d+<((?:->|[^>])*)>|\"([^\"]*)\").*");

    private final String home;
    private final String database;

    /** @param home whose files count, and whose PostgreSQL database */
    SystemCalls(CrashHome home) {
        this.home = home.directory() + "/";
        Matcher port = Pattern.compile("jdbc:postgresql://[^:]+:(\\d+)/.*").matcher(home.journal());
        this.database = port.matches() ? ":" + port.group(1) + "]" : "none";
    }

    /** The step that a line is about, once so much of the line is there that one can tell; its rest does not matter. */
    Optional<String> step(CharSequence line) {
        Matcher call = CALL.matcher(line);
        if (!call.matches()) {
            return Optional.empty();
        }
        String target = call.group(2) == null ? call.group(3) : call.group(2);
        return kind(target).map(kind -> call.group(1) + " " + kind);
    }

    private Optional<String> kind(String target) {
        if (target.startsWith("TCP")) {
            return Optional.of(target.endsWith(database) || target.endsWith(database + "]") ? "database" : "TCP");
        }
        if (target.startsWith("UDP")) {
            return Optional.of("UDP");
        }
        if (!target.startsWith(home)) {
            return Optional.empty();
        }
        String path = target.substring(home.length());
        // Names of files of the spool are made by chance.
        return Optional.of(path.replaceFirst("/[^/]*[.](part|job|note|media)$", "/*.$1"));
    }
}
