package org.voxpost.app.drive;

import java.util.List;
import java.util.SequencedMap;

/** What a media server says to an application server. */
public sealed interface MsmlReply {
    /**
     * The answer to a document.
     *
     * @param response RFC 5707 §11
     * @param description empty when there is none
     * @param dialogs ids of the dialogs that were started, wherever they stood in the document
     */
    record Result(int response, String description, List<String> dialogs) implements MsmlReply {
        public boolean good() {
            return response >= 200 && response < 300;
        }
    }

    /**
     * An event.
     *
     * @param id what it happened to, as {@code conn:TAG/dialog:NAME}
     * @param values in the order in which they came
     */
    record Event(String name, String id, SequencedMap<String, String> values) implements MsmlReply {
        static final String DIALOG_EXIT = "msml.dialog.exit";

        public boolean endsDialog() {
            return name.equals(DIALOG_EXIT);
        }
    }
}
