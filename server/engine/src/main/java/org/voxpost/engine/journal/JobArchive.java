package org.voxpost.engine.journal;

import java.util.List;
import java.util.Optional;

/** What the journal knows of jobs, finished ones included, until they are too old to be kept. Calls wait for the store. */
public interface JobArchive {

    /**
     * The job of this id alone; where there is none, those whose ids begin so.
     *
     * @param limit at most so many; 2 tells whether a beginning is unique
     */
    List<JobRecord> matching(String id, int limit) throws JournalException;

    /** An order, open or closed, as it was given: without what became of it. */
    Optional<OpenOrder> order(String id) throws JournalException;

    /** The job that tries this one again, while its order is open. */
    Optional<JobRecord> retryUnderWay(String job) throws JournalException;

    /** The newest first. */
    List<JobRecord> jobs(JobQuery query) throws JournalException;
}
