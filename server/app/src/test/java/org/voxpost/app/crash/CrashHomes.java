package org.voxpost.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.io.FileUtils;
import org.voxpost.testkit.DeliveryScript;
import org.voxpost.testkit.PostgresServer;

/** Homes for runs, each as a server leaves it that made its journal and had nothing else to do: a sweep is about deliveries. */
final class CrashHomes {

    private static final String MODEL = "model";

    private final Path scratch;
    private final Optional<PostgresServer> database;
    private final ServerProgram program;
    private final AtomicInteger taken = new AtomicInteger();

    private CrashHomes(Path scratch, Optional<PostgresServer> database, ServerProgram program) {
        this.scratch = scratch;
        this.database = database;
        this.program = program;
    }

    /** For some runs with the embedded store. */
    static CrashHomes make(Path scratch) throws Exception {
        return new CrashHomes(scratch, Optional.empty(), ServerProgram.compiled()).withModel();
    }

    /**
     * For many runs: it takes some time to make starts quick.
     *
     * @param database where journals are kept; none for the embedded store
     */
    static CrashHomes quick(Path scratch, Optional<PostgresServer> database) throws Exception {
        ServerProgram program = ServerProgram.archived(scratch);
        Path record = scratch.resolve("record.aot");
        new CrashHomes(scratch, database, program.recording(record)).rehearse();
        return new CrashHomes(scratch, database, program.cached(record, scratch.resolve("cache.aot"))).withModel();
    }

    private void rehearse() throws Exception {
        try (CrashScene scene = new CrashScene(fresh("rehearsal"), new DeliveryScript.Accept());
                ServerProcess server = scene.start()) {
            scene.order(server.awaitServing().orElseThrow());
            Await.until(
                    "the webhook knows the end",
                    () -> !scene.told("transfer.finished").isEmpty());
            server.stop();
        }
    }

    private CrashHomes withModel() throws Exception {
        try (CrashScene scene = new CrashScene(fresh(MODEL));
                ServerProcess server = scene.start()) {
            assertThat(server.awaitServing()).as("%s", server.lines()).isPresent();
        }
        return this;
    }

    private CrashHome fresh(String name) throws IOException, SQLException {
        if (database.isPresent()) {
            database.get().execute("create database " + name);
        }
        return home(name);
    }

    /** One for one run; any thread may ask. */
    CrashHome take() throws IOException, SQLException {
        String name = "run" + taken.incrementAndGet();
        if (database.isPresent()) {
            database.get().execute("create database " + name + " template " + MODEL);
        }
        CrashHome home = home(name);
        FileUtils.copyDirectory(
                scratch.resolve(MODEL).toFile(), home.directory().toFile());
        return home;
    }

    /** When nothing uses it any more. */
    void giveBack(CrashHome home) throws IOException, SQLException {
        FileUtils.deleteDirectory(home.directory().toFile());
        if (database.isPresent()) {
            // The server does not know yet that some of those who are connected were killed.
            database.get().execute("drop database " + home.directory().getFileName() + " with (force)");
        }
    }

    private CrashHome home(String name) throws IOException {
        Path directory = Files.createDirectories(scratch.resolve(name));
        return database.map(server -> CrashHome.shared(directory, program, server.url(name), server.user()))
                .orElseGet(() -> CrashHome.embedded(directory, program));
    }
}
