package org.voxpost.sip.jain;

import org.jspecify.annotations.Nullable;

/** What the parser found out about a message beyond its headers; travels with the message. */
final class ReceivedNotes {
    /** Why the request must be answered 400; null when it is good. */
    @Nullable
    String bad;

    /** The request line names another version than SIP/2.0. */
    boolean otherVersion;

    int seen;

    /** Content-Length as it was written; -1 when there is none. */
    int declaredLength = -1;
}
