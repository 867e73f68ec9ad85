package org.voxpost.engine.lane;

/** A task that a lane will run later. */
public interface Alarm {

    /**
     * Takes the alarm back. Called on the alarm's own lane, the task does not run after this; called elsewhere, a task
     * that is already under way finishes.
     */
    void cancel();
}
