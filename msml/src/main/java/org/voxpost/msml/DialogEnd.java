package org.voxpost.msml;

import java.util.Optional;

/** {@code <dialogend>}: ends a dialog gracefully (RFC 5707 §9.6.2). */
public record DialogEnd(ObjectId.Dialog id, Optional<String> mark) implements Request {}
