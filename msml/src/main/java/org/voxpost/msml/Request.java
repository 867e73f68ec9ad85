package org.voxpost.msml;

import java.util.Optional;

/** One child of {@code <msml>} (RFC 5707 §7.1). */
public sealed interface Request permits DialogStart, DialogEnd, Send, Refused {
    /** The client's progress token, echoed when a later request fails (RFC 5707 §5). */
    Optional<String> mark();
}
