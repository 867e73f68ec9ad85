package org.voxpost.msml.dialog;

import java.util.List;
import java.util.Optional;

/**
 * {@code <messageobj>}: text that stands in the script itself.
 *
 * @param src as the client wrote it; of no use where there are contents, although the schema asks for it
 * @param await that this object ends before the next one starts, {@code wait="…"} in the script
 * @param contents may be empty only where there is a {@code src}
 */
public record MessageObject(
        Optional<String> objid,
        Count iterate,
        Optional<Count> retry,
        Optional<String> src,
        Optional<Destination> dest,
        boolean await,
        Optional<String> contenttype,
        Optional<String> lang,
        List<Content> contents)
        implements TransferObject {
    /**
     * {@code <content>}.
     *
     * @param contenttype {@code text/plain} where the client gave none
     */
    public record Content(
            Optional<String> contentid, String contenttype, Optional<String> contentdisposition, String text) {}

    public MessageObject {
        contents = List.copyOf(contents);
    }
}
