package org.voxpost.msml;

import java.util.Optional;
import org.voxpost.msml.dialog.Script;

/**
 * {@code <dialogstart>} (RFC 5707 §9.6.1).
 *
 * @param target never a wildcard
 * @param name empty when we are to name the dialog
 */
public record DialogStart(ObjectId.Independent target, Optional<String> name, Source source, Optional<String> mark)
        implements Request {

    /** Where the script is: in the request, or in a document that is still to be fetched. */
    public sealed interface Source {}

    public record Inline(Script script) implements Source {}

    /**
     * @param uri as the client wrote it; {@link MsmlReader#readScript} reads what it leads to
     */
    public record External(String uri) implements Source {}
}
