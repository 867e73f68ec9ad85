package org.voxpost.app.command;

import java.nio.file.Path;
import java.util.List;
import org.voxpost.app.api.JobView;

/** The desk of a server that never ran. */
record EmptyDesk(Path directory) implements JobDesk {

    @Override
    public String where() {
        return directory.toString();
    }

    @Override
    public List<JobView> list(int count, List<String> states, String key) {
        return List.of();
    }

    @Override
    public JobView show(String id) {
        throw new CommandFailure("no job " + id);
    }

    @Override
    public JobView cancel(String id) {
        throw new CommandFailure("no job " + id);
    }

    @Override
    public JobView retry(String id) {
        throw new CommandFailure("no job " + id);
    }

    @Override
    public void close() {}
}
