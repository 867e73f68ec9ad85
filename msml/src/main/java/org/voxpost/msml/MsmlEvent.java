package org.voxpost.msml;

import java.util.List;

/**
 * {@code <event>}: what an object of ours tells the client (RFC 5707 §7.4).
 *
 * @param name may be any text the client chose in {@code <send event>}
 * @param pairs in the order of the namelist
 */
public record MsmlEvent(String name, ObjectId id, List<Pair> pairs) {
    public static final String DIALOG_EXIT = "msml.dialog.exit";
    public static final String MOML_EXIT = "moml.exit";
    public static final String MOML_DISCONNECT = "moml.disconnect";
    public static final String EXIT_STATUS = "dialog.exit.status";
    public static final String EXIT_DESCRIPTION = "dialog.exit.description";

    /** A shadow variable and its value. */
    public record Pair(String name, String value) {}

    public MsmlEvent {
        pairs = List.copyOf(pairs);
    }

    /** The end of a dialog that went well. */
    public static MsmlEvent dialogExit(ObjectId.Dialog id) {
        return new MsmlEvent(DIALOG_EXIT, id, List.of());
    }

    public byte[] toBytes(DocumentForm form) {
        return new EventWriter(form).write(this);
    }

    boolean isFailure() {
        return name.equals(DIALOG_EXIT)
                && pairs.stream().anyMatch(pair -> pair.name().equals(EXIT_STATUS));
    }
}
