package org.voxpost.media;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the disks every now and then, on a thread of its own and by a monotonic clock, and says when one runs full or has room again.
 * The worst disk counts; one that does not answer is {@link DiskRoom#HARD}. Any thread may call it.
 */
public final class DiskWatch implements AutoCloseable {

    private final DiskSettings settings;
    private final FreeRoom.Source source;
    private final Map<Path, DiskRoom> disks = new LinkedHashMap<>();
    private final List<Consumer<DiskRoom>> listeners = new CopyOnWriteArrayList<>();
    private volatile DiskRoom room = DiskRoom.NORMAL;
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    DiskWatch(DiskSettings settings, List<Path> directories, FreeRoom.Source source) {
        this.settings = settings;
        this.source = source;
        directories.forEach(directory -> disks.put(directory, DiskRoom.NORMAL));
    }

    /** Looks once before it returns, then on its own thread. */
    static DiskWatch start(DiskSettings settings, List<Path> directories) {
        DiskWatch watch = new DiskWatch(settings, directories, FreeRoom::of);
        watch.look(FreeRoom::bytes);
        watch.thread = Thread.ofVirtual().name("disk-watch").start(watch::lookOnAndOn);
        return watch;
    }

    /** As it was when the disks were looked at last. */
    public DiskRoom room() {
        return room;
    }

    /**
     * Tells changes, in order, on the thread of the watch, which a listener must not hold up; the first call is made at once, with what is
     * now, on the caller's thread.
     */
    public synchronized void listen(Consumer<DiskRoom> listener) {
        listeners.add(listener);
        listener.accept(room);
    }

    /** Has an eye on one more directory, such as that of a journal. */
    public synchronized void watch(Path directory) {
        disks.putIfAbsent(directory, DiskRoom.NORMAL);
        look();
    }

    /** Looks at every disk now; blocks on them. Also for who has just met a full disk and does not want to wait. */
    public void look() {
        look(source);
    }

    private synchronized void look(FreeRoom.Source from) {
        disks.replaceAll((directory, before) -> level(from, directory, before));
        DiskRoom worst = disks.values().stream().max(Enum::compareTo).orElse(DiskRoom.NORMAL);
        if (worst != room) {
            room = worst;
            SpoolLog.diskRoom(worst, disks);
            listeners.forEach(listener -> listener.accept(worst));
        }
    }

    private DiskRoom level(FreeRoom.Source from, Path directory, DiskRoom before) {
        try {
            return from.of(directory).level(settings, before);
        } catch (IOException e) {
            if (before != DiskRoom.HARD) {
                SpoolLog.diskSilent(directory, e);
            }
            return DiskRoom.HARD;
        }
    }

    private void lookOnAndOn() {
        Duration every = settings.every();
        while (!closed) {
            LockSupport.parkNanos(every.toNanos());
            if (!closed) {
                look();
            }
        }
    }

    /** Stops looking. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
