package org.voxpost.app.crash;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;

/**
 * Sees what changes in the directories of journal, spool and media. It needs nothing but the Java that runs the tests; but it hears of a
 * step when that is done, hears nothing of fsync, and of steps that follow each other closely sometimes as of one.
 */
final class DiskWatch implements StepWatch {

    @Override
    public AutoCloseable begin(ServerProcess server, CrashHome home, Steps steps) throws IOException {
        WatchService changes = FileSystems.getDefault().newWatchService();
        for (Path directory : List.of(home.directory().resolve("var/journal"), home.spool(), home.media())) {
            directory.register(
                    changes,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        }
        Thread.ofPlatform().daemon().name("disk-watch").start(() -> count(changes, steps));
        return changes;
    }

    private static void count(WatchService changes, Steps steps) {
        try {
            while (true) {
                WatchKey directory = changes.take();
                for (WatchEvent<?> event : directory.pollEvents()) {
                    for (int times = 0; times < event.count(); times++) {
                        steps.add(event.kind() + " " + event.context());
                    }
                }
                directory.reset();
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            // the run is over
        }
    }
}
