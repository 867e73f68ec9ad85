package org.voxpost.engine.event;

import java.util.List;
import org.slf4j.LoggerFactory;

/** Takes facts. Called on the lane where the fact happened, so it must not block; it must not throw either. */
@FunctionalInterface
public interface EventSink {

    void accept(ServerEvent event);

    /** Tells each of the sinks in turn. One that throws is logged, and costs neither the others nor the work that told it. */
    static EventSink all(List<EventSink> sinks) {
        List<EventSink> copy = List.copyOf(sinks);
        return event -> copy.forEach(sink -> {
            try {
                sink.accept(event);
            } catch (RuntimeException | Error e) {
                LoggerFactory.getLogger(EventSink.class).error("A listener failed on {}", event, e);
            }
        });
    }
}
