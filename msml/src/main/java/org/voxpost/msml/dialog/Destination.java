package org.voxpost.msml.dialog;

/** Where a transfer object goes. */
public sealed interface Destination permits XmsrpUri, Destination.Uri {
    /**
     * Any scheme but {@code xmsrp}, as the client wrote it.
     *
     * @param text may hold blanks, no control characters
     */
    record Uri(String text) implements Destination {}
}
