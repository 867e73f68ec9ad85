package org.voxpost.engine.journal.sql;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.voxpost.engine.journal.sql.JournalSettings.Database;

/**
 * A real PostgreSQL server, of the binaries that come as a library; it forces every commit to the disk. It refuses to run as root, so
 * where the tests do, it runs as nobody.
 */
final class PostgresServer {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final Duration UP = Duration.ofSeconds(60);

    private final Path data;
    private final Path programs;
    private final int port;
    private final List<String> user;
    private Process process;

    private PostgresServer(Path programs, Path data, int port, List<String> user) throws Exception {
        this.programs = programs;
        this.data = data;
        this.port = port;
        this.user = user;
        this.process = launch();
    }

    static PostgresServer start() throws Exception {
        List<String> user = System.getProperty("user.name").equals("root") ? unprivileged() : List.of();
        Path home = Files.createTempDirectory("voxpost-postgres");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path programs = home.resolve("programs");
        unpack(programs);
        Path data = home.resolve("data");
        run(
                user,
                programs,
                "initdb",
                "-D",
                data.toString(),
                "-U",
                "voxpost",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "-N");
        return new PostgresServer(programs, data, freePort(), user);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** As if nobody had used it; what a test before this one left in its tables is gone. */
    void empty() throws SQLException {
        execute("""
            do $$ begin
                if to_regclass('orders') is not null then
                    truncate orders, nodes cascade;
                    update counters set value = 0;
                end if;
            end $$\
            """);
    }

    Database database() {
        return at(port, Duration.ofSeconds(15));
    }

    static Database at(int port, Duration lease) {
        return new Database(url(port), "voxpost", "", lease);
    }

    int port() {
        return port;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(port), "voxpost", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Without a word to anybody, as kill -9 does. */
    void kill() throws Exception {
        process.destroyForcibly().waitFor();
    }

    /** Again, with the same data at the same port. */
    void restart() throws Exception {
        process = launch();
    }

    /** For good; nothing of it stays. */
    void close() throws Exception {
        kill();
        try (Stream<Path> files = Files.walk(data.getParent())) {
            files.sorted((one, other) -> other.compareTo(one))
                    .forEach(file -> file.toFile().delete());
        }
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    private Process launch() throws Exception {
        List<String> command = command(
                user,
                programs,
                "postgres",
                "-D",
                data.toString(),
                "-p",
                String.valueOf(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=50",
                "-c",
                "shared_buffers=16MB",
                "-c",
                "log_min_messages=fatal");
        long deadline = System.nanoTime() + UP.toNanos();
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolveSibling("log").toFile())
                .start();
        while (true) {
            try {
                execute("select 1");
                return started;
            } catch (SQLException e) {
                if (System.nanoTime() - deadline > 0) {
                    started.destroyForcibly();
                    throw new IOException("PostgreSQL does not come up: " + log(), e);
                }
                // What a killed one left behind is still in its way.
                if (!started.isAlive()) {
                    started = new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(data.resolveSibling("log").toFile())
                            .start();
                }
                started.waitFor(50, TimeUnit.MILLISECONDS);
            }
        }
    }

    private String log() throws IOException {
        return Files.readString(data.resolveSibling("log"));
    }

    private static List<String> unprivileged() throws Exception {
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

    private static void run(List<String> user, Path programs, String... words) throws Exception {
        Process process = new ProcessBuilder(command(user, programs, words))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", words) + ": " + said);
        }
    }

    private static List<String> command(List<String> user, Path programs, String... words) {
        List<String> command = new ArrayList<>(user);
        command.add(programs.resolve("bin").resolve(words[0]).toString());
        command.addAll(List.of(words).subList(1, words.length));
        return command;
    }

    private static void unpack(Path target) throws IOException {
        InputStream archive = PostgresServer.class.getResourceAsStream(ARCHIVE);
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
}
