package org.voxpost.app.receive;

import org.voxpost.app.progress.TransferProgress;

/** Hears what a delivery server does. Called on lanes: calls about one file come in order and before the end of its call, those about several at once. */
public interface ReceiveEvents {
    /** More of a file is on disk, but for the cache of the system. */
    default void progressed(String callId, String offeredName, TransferProgress progress) {}

    /** A file is on disk; its last chunk is acknowledged after this returns. */
    default void received(ReceivedMessage message) {}

    /** A transfer that was stored before came again, whole and the same; it is not stored a second time. */
    default void repeated(String callId, String offeredName) {}

    /** The beginning of a file that broke off is kept: so many bytes of all. {@link #lost} follows. */
    default void kept(String callId, String offeredName, long bytes, long total) {}

    /** A file that is asked for is gone on with: so many bytes of it are here. */
    default void goesOn(String name, long bytes) {}

    /** A file did not arrive, or was refused; nothing of it is left but for what is {@link #kept}. */
    default void lost(String callId, String offeredName, String why) {}

    /** A file that was asked for is given away, every byte acknowledged. */
    default void gave(String callId, String name, long bytes) {}

    /** The call is over. Nothing of it follows. */
    default void ended(String callId, String why) {}
}
