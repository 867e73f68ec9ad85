package org.voxpost.engine.dialog;

/** Events on their way to an activity. */
final class Events {

    private Events() {}

    /** Hands the event on; a group passes it to the child that it is for. */
    static void deliver(Activity to, String target, String name) {
        if (to instanceof GroupActivity group) {
            group.event(target, name);
        } else {
            to.event(name);
        }
    }
}
