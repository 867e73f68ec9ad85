package org.voxpost.msml.dialog;

import java.util.Optional;

/**
 * {@code <fileobj>}: a file to send.
 *
 * @param src as the client wrote it: may hold blanks, no control characters
 * @param await that this object ends before the next one starts, {@code wait="…"} in the script
 * @param delete whether the source goes once it arrived
 * @param overwrite whether an existing destination may be replaced
 * @param append whether an existing destination is added to
 */
public record FileObject(
        Optional<String> objid,
        Count iterate,
        Optional<Count> retry,
        String src,
        Optional<Destination> dest,
        boolean await,
        Optional<String> contenttype,
        boolean delete,
        boolean overwrite,
        boolean append,
        Optional<String> lang)
        implements TransferObject {}
