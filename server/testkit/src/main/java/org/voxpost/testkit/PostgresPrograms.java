package org.voxpost.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The programs of PostgreSQL, out of a library. They refuse to run as root: where the tests do, they run as nobody. */
final class PostgresPrograms {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    private final Path directory;
    private final List<String> user;

    private PostgresPrograms(Path directory, List<String> user) {
        this.directory = directory;
        this.user = user;
    }

    /** Into a directory that is not there yet. */
    static PostgresPrograms unpack(Path directory) throws IOException, InterruptedException {
        unpackArchive(directory);
        return new PostgresPrograms(
                directory, System.getProperty("user.name").equals("root") ? unprivileged() : List.of());
    }

    /** What runs one of them. */
    List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(user);
        command.add(directory.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * Runs one to its end.
     *
     * @throws IOException when it fails, with what it said
     */
    void run(String program, String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(program, arguments))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(program + ": " + said);
        }
    }

    private static void unpackArchive(Path target) throws IOException {
        InputStream archive = PostgresPrograms.class.getResourceAsStream(ARCHIVE);
        if (archive == null) {
            throw new IOException("the library with the programs of PostgreSQL is not on the class path");
        }
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(file.getParent());
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
                    if ((entry.getMode() & 0100) != 0) {
                        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
        }
    }

    private static List<String> unprivileged() throws IOException, InterruptedException {
        for (List<String> way : List.of(
                List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"),
                List.of("unshare", "-U", "--"))) {
            List<String> trial = new ArrayList<>(way);
            trial.add("true");
            try {
                if (new ProcessBuilder(trial).start().waitFor() == 0) {
                    return way;
                }
            } catch (IOException e) {
                // this machine has no such program
            }
        }
        throw new IOException(
                "PostgreSQL cannot run as root, and there is neither setpriv nor unshare to run it as another user");
    }
}
