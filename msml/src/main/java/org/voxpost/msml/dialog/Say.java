package org.voxpost.msml.dialog;

import java.util.Optional;

/**
 * {@code <text:say>}: sends text to whose text is captured on the connection, a primitive of ours ({@link TextNames#NAMESPACE}).
 *
 * @param party who says it, for the record; empty where nobody is named
 * @param contentType media type of the text
 * @param onExit run when it is known what became of it
 */
public record Say(Optional<String> id, Optional<String> party, String contentType, String text, Handler onExit)
        implements DialogElement.Executable {}
