package org.voxpost.app.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.voxpost.app.api.JobView;
import org.voxpost.app.config.ApiSettings;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ModuleSettings;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.sql.JournalSettings;
import org.voxpost.engine.journal.sql.SqlJournal;

/** Where jobs can be asked for: the server that runs, or the journal of one that does not. Failures are for people to read. */
interface JobDesk extends AutoCloseable {

    /** In words. */
    String where();

    List<JobView> list(int count, List<String> states, String key);

    JobView show(String id);

    JobView cancel(String id);

    /** The new job. */
    JobView retry(String id);

    @Override
    void close();

    static JobDesk of(Config config, Path home) {
        if (config.api().served() && answers(config.api().bind(), config.api().port())) {
            try {
                return new ServerDesk(config.api().bind(), config.api().port(), new ApiSettings(config).access(home));
            } catch (IOException e) {
                throw new CommandFailure(String.valueOf(e.getMessage()));
            }
        }
        try {
            Optional<JournalSettings> settings = new ModuleSettings(config, home).journal(List.of());
            if (settings.isEmpty()) {
                throw new CommandFailure("no server answers at " + config.api().bind() + ":"
                        + config.api().port() + ", and its configuration keeps no journal");
            }
            if (settings.get().database().isEmpty()
                    && !Files.isDirectory(settings.get().directory())) {
                return new EmptyDesk(settings.get().directory());
            }
            return new JournalDesk(SqlJournal.open(settings.get()), settings.get());
        } catch (IOException | JournalException e) {
            throw new CommandFailure("no server answers at " + config.api().bind() + ":"
                    + config.api().port() + ", and its journal cannot be read: " + e.getMessage());
        }
    }

    private static boolean answers(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
