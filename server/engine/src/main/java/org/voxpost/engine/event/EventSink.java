package org.voxpost.engine.event;

import java.util.List;

/** Takes facts. Called on the lane where the fact happened, so it must not block; it must not throw either. */
@FunctionalInterface
public interface EventSink {

    void accept(ServerEvent event);

    /** Tells each of the sinks in turn. */
    static EventSink all(List<EventSink> sinks) {
        List<EventSink> copy = List.copyOf(sinks);
        return event -> copy.forEach(sink -> sink.accept(event));
    }
}
