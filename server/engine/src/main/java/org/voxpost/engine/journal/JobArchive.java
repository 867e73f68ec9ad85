package org.voxpost.engine.journal;

import java.util.List;

/** What the journal knows of jobs, finished ones included, until they are too old to be kept. Calls wait for the store. */
public interface JobArchive {

    /**
     * The job of this id alone; where there is none, those whose ids begin so.
     *
     * @param limit at most so many; 2 tells whether a beginning is unique
     */
    List<JobRecord> matching(String id, int limit) throws JournalException;

    /** The newest first. */
    List<JobRecord> jobs(JobQuery query) throws JournalException;
}
