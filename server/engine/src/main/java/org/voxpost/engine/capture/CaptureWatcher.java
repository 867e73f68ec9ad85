package org.voxpost.engine.capture;

/** Hears what is shown and not kept. Called on the event loops of MSRP: must not block. */
@FunctionalInterface
public interface CaptureWatcher {

    void composing(Composing composing);
}
