package org.voxpost.engine.dialog;

import java.util.Optional;
import org.voxpost.engine.transfer.Parting;

/** A primitive or group that runs inside a dialog. Called on the dialog's lane. */
interface Activity {

    void start();

    /** Whether events for this target are for it. */
    boolean answersTo(String target);

    /**
     * Whether a target means a primitive or group.
     *
     * @param type its element, without a prefix
     */
    static boolean means(String target, String type, Optional<String> id) {
        return target.equals(type)
                || id.filter(name -> target.equals(name) || target.equals(type + "." + name))
                        .isPresent();
    }

    /** Takes an event for a target that it answers to; one that means nothing to it is ignored (RFC 5707 §9.3). */
    void event(String target, String name);

    /** Ends it, and lets it tell so. It completes soon, not at once; what is under way takes leave as is said. */
    void terminate(Parting how);

    /**
     * Gives one job up for good.
     *
     * @return whether it is one that runs here
     */
    default boolean cancel(String job) {
        return false;
    }

    /** Nobody outside can send it events any more. */
    default void orphan() {}

    /** Leaves it as it is, without an end: a later run of the server goes on with it. */
    void park();

    /** Ends it without a word: the dialog is over. */
    void silence();
}
