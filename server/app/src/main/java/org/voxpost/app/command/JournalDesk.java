package org.voxpost.app.command;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.voxpost.app.api.JobView;
import org.voxpost.engine.journal.JobQuery;
import org.voxpost.engine.journal.JobRecord;
import org.voxpost.engine.journal.JobState;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.sql.JournalSettings;
import org.voxpost.engine.journal.sql.SqlJournal;

/** Reads the journal itself: nothing can be done about a job while its server does not run. */
record JournalDesk(SqlJournal journal, JournalSettings settings) implements JobDesk {

    @Override
    public String where() {
        return settings.database()
                .map(JournalSettings.Database::url)
                .orElse(settings.directory().toString());
    }

    @Override
    public List<JobView> list(int count, List<String> states, String key) {
        try {
            JobQuery all = JobQuery.all(count).in(states(states));
            return journal.archive().jobs(key.isEmpty() ? all : all.withKey(key)).stream()
                    .map(JobView::of)
                    .toList();
        } catch (JournalException | IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }

    private static Set<JobState> states(List<String> words) {
        return words.stream()
                .map(word -> JobState.valueOf(word.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }

    @Override
    public JobView show(String id) {
        try {
            List<JobRecord> found = journal.archive().matching(id, 2);
            if (found.size() != 1) {
                throw new CommandFailure(found.isEmpty() ? "no job " + id : "several jobs begin with " + id);
            }
            return JobView.of(found.getFirst());
        } catch (JournalException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public JobView cancel(String id) {
        throw new CommandFailure("the server does not run");
    }

    @Override
    public JobView retry(String id) {
        throw new CommandFailure("the server does not run");
    }

    @Override
    public void close() {
        journal.close();
    }
}
