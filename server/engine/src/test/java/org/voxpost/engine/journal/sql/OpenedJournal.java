package org.voxpost.engine.journal.sql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.OpenOrder;

/** A journal of the store under test, with the sinks {@code webhook} and {@code tape}. */
interface OpenedJournal {

    SqlJournal journal();

    /** Returns when it is on disk. */
    void write(Entry entry) throws Exception;

    /** The same journal in another run. */
    void reopen() throws JournalException;

    /** What is handed over, which must be this many orders. */
    List<OpenOrder> recovered(int orders) throws Exception;

    default void write(Entry entry, Class<? extends Throwable> failure) {
        assertThatThrownBy(() -> write(entry))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(failure);
    }
}
