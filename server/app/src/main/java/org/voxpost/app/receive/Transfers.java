package org.voxpost.app.receive;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.voxpost.media.AnnouncedFile;

/** The files of all calls: those that arrive now, and the transfers that were completed. Any thread may call it. */
final class Transfers {
    /** Completed transfers that a repetition is recognised of. */
    private static final int REMEMBERED = 10_000;

    private final Map<AnnouncedFile, FileSink> arriving = new ConcurrentHashMap<>();
    private final Map<Completed, Boolean> completed = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Completed, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    void begun(AnnouncedFile file, FileSink sink) {
        arriving.put(file, sink);
    }

    void over(AnnouncedFile file, FileSink sink) {
        arriving.remove(file, sink);
    }

    /** Makes the call that still waits for more of this file give up, as its sender has: completes when what arrived is kept. */
    CompletionStage<?> givenUp(AnnouncedFile file) {
        FileSink sink = arriving.get(file);
        return sink == null ? CompletableFuture.completedStage(null) : sink.giveUp();
    }

    /** An id alone is no proof: there are senders that give every file the same. */
    void completed(Optional<String> id, AnnouncedFile file) {
        id.ifPresent(given -> {
            synchronized (completed) {
                completed.put(new Completed(given, file), true);
            }
        });
    }

    /** Whether the file was stored under this id already (RFC 5547 §8.3.1). */
    boolean repeated(Optional<String> id, AnnouncedFile file) {
        synchronized (completed) {
            return id.isPresent() && completed.containsKey(new Completed(id.get(), file));
        }
    }

    private record Completed(String id, AnnouncedFile file) {}
}
