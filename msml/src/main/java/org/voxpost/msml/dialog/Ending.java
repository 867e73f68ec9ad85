package org.voxpost.msml.dialog;

import java.util.List;

/** Ends the whole dialog, other primitives included (RFC 5707 §9.6.4, §9.6.5). */
public sealed interface Ending extends DialogElement permits Exit, Disconnect {
    /** Shadow variables whose values go to the client, in the order written. */
    List<String> namelist();
}
