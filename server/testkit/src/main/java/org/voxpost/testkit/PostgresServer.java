package org.voxpost.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real PostgreSQL server, of the binaries that come as a library; it forces every commit to the disk. It refuses to run as root, so
 * where the tests do, it runs as nobody.
 */
public final class PostgresServer implements AutoCloseable {

    private static final String USER = "voxpost";
    private static final Duration UP = Duration.ofSeconds(60);

    private final Path data;
    private final PostgresPrograms programs;
    private final int port;
    private Process process;

    private PostgresServer(PostgresPrograms programs, Path data, int port) throws IOException, InterruptedException {
        this.programs = programs;
        this.data = data;
        this.port = port;
        this.process = launch();
    }

    /** On a free port of loopback, with an empty database {@code postgres}, for a user who needs no password. */
    public static PostgresServer start() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("voxpost-postgres");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
        PostgresPrograms programs = PostgresPrograms.unpack(home.resolve("programs"));
        Path data = home.resolve("data");
        programs.run("initdb", "-D", data.toString(), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N");
        return new PostgresServer(programs, data, freePort());
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    public String user() {
        return USER;
    }

    /** The address of its database {@code postgres}. */
    public String url() {
        return url("postgres");
    }

    /** The address of one of its databases. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** In the database {@code postgres}. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), USER, "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Without a word to anybody, as kill -9 does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Again, with the same data at the same port. */
    public void restart() throws IOException, InterruptedException {
        process = launch();
    }

    /** For good; nothing of it stays. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.walk(data.getParent())) {
            files.sorted((one, other) -> other.compareTo(one))
                    .forEach(file -> file.toFile().delete());
        }
    }

    private Process launch() throws IOException, InterruptedException {
        List<String> command = programs.command(
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
}
