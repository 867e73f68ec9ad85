package org.voxpost.msml.dialog;

import java.util.Optional;

/** One thing that a {@link Transfer} sends. */
public sealed interface TransferObject permits FileObject, MessageObject {
    /** The value of {@code transfer.objid} in events. */
    Optional<String> objid();

    Count iterate();

    /** Further attempts after a failure; those of the {@link Transfer} where the object says nothing. */
    Optional<Count> retry();

    Optional<Destination> dest();

    /** Whether this object ends before the next one starts. */
    boolean await();

    /** A media type such as {@code audio/amr}; checked to be safe in a header. */
    Optional<String> contenttype();

    /** {@code xml:lang}. */
    Optional<String> lang();
}
