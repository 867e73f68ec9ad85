package org.voxpost.media;

import java.io.InputStream;

/**
 * Media by URI. One store serves the whole process; any thread may call it, calls do not wait for each other except two
 * writes to the same destination.
 *
 * <p>Every call blocks until done and belongs on a virtual thread. An interrupt cancels it: the call ends with
 * {@link MediaException.Reason#CANCELLED}, leaves no temporary file, and keeps the thread's interrupt flag set.
 */
public interface MediaStore extends AutoCloseable {

    /**
     * Opens the store: canonicalises the roots, locks the spool directory (created where missing) and removes what an
     * earlier run left there, but for what is under an id: that waits for {@link JobSpool#retain}.
     *
     * @throws MediaException NOT_FOUND when a root is no directory, EXISTS when another process holds the spool
     */
    static MediaStore open(MediaConfiguration configuration) throws MediaException {
        return SchemeMediaStore.open(configuration);
    }

    /**
     * Opens a source for reading. A local file is read in place; a remote source is pulled whole into the spool first.
     * The caller owns the result and closes it, which also frees the spool.
     */
    Fetched fetch(MediaUri source, FetchTerms terms) throws MediaException;

    /**
     * Opens a source as {@link #fetch(MediaUri, FetchTerms)} does, but what had to be pulled stays in the spool under an id, also after a
     * crash, until {@link JobSpool#remove}. Where the spool has it already, read back and unharmed, nothing is pulled. A local file is
     * read in place as ever and takes no room in the spool.
     *
     * @param id of the job that owns it; see {@link JobSpool#create}
     */
    Fetched fetch(MediaUri source, FetchTerms terms, String id) throws MediaException;

    /** What outlives the process in the spool. */
    JobSpool jobs();

    /** How much room the disks of spool and writable roots have. */
    DiskWatch disk();

    /** Deletes whatever is at the URI now. Prefer {@link #delete(MediaUri, String)} for a source that was fetched. */
    void delete(MediaUri uri) throws MediaException;

    /**
     * Deletes the source only if it still is the one that was fetched, so that a recording which took its place
     * meanwhile is not lost.
     *
     * @param version {@link Fetched#version()} of what was fetched; a plain string, so that it may be kept in a journal
     * @throws MediaException CHANGED when something else is there, NOT_DELETABLE outside the deletable roots or for a
     *     remote source where deletion is not configured, NOT_FOUND when it is gone already
     */
    void delete(MediaUri uri, String version) throws MediaException;

    /**
     * Whether {@link #delete} is allowed for this URI by configuration, so that a caller can refuse a job before doing it.
     *
     * @throws MediaException NOT_DELETABLE or the reason the source cannot be reached; a remote source is not contacted
     */
    void checkDeletable(MediaUri uri) throws MediaException;

    /**
     * Copies a source to a destination, which holds the old or the new content at every instant.
     *
     * @return bytes copied
     */
    long copy(MediaUri source, MediaUri destination, WriteMode mode, FetchTerms terms) throws MediaException;

    /**
     * Copies, then deletes the source if it still is what was copied. Deletability is checked before the copy.
     *
     * @return bytes moved
     */
    long move(MediaUri source, MediaUri destination, WriteMode mode, FetchTerms terms) throws MediaException;

    /**
     * Writes a stream: to a local file under the writable roots (temporary name, fsync, rename), or to a server that may be written to
     * (PUT or POST, once the spool has all of it). The caller closes the stream. A server that took the content and whose answer was lost
     * has it all the same; a further call then fails in mode CREATE and repeats the content in mode APPEND.
     *
     * @return bytes written, without what was there before an append
     * @throws MediaException FORBIDDEN where nothing may be written, EXISTS in mode CREATE, TOO_LARGE, NO_SPACE, and what servers do
     */
    long write(InputStream content, MediaUri destination, WriteMode mode) throws MediaException;

    /** The files in the spool now. */
    SpoolInventory inventory() throws MediaException;

    /** Releases connections, cache and spool lock. Open {@link Fetched} stay readable until they are closed. */
    @Override
    void close();
}
