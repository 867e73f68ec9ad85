package org.voxpost.engine.journal.sql;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Room that is kept by a file, and given up when the disk is full, so that what is in hand can still be written down. */
final class Reserve {

    private static final Logger log = LoggerFactory.getLogger(Reserve.class);

    /** Between two tries to get it back. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final int STEP = 256 << 10;

    private final Path file;
    private final long size;
    private long nextTry = System.nanoTime();
    private boolean kept;

    Reserve(Path file, long size) {
        this.file = file;
        this.size = size;
    }

    void giveUp() {
        try {
            if (Files.deleteIfExists(file)) {
                log.warn("The journal gives up its reserve of {} octets", size);
            }
        } catch (IOException e) {
            log.warn("The journal cannot give up its reserve: {}", e.getMessage());
        }
        kept = false;
        nextTry = System.nanoTime() + PAUSE.toNanos();
    }

    /** Makes it again where it is gone and there is room for twice of it. */
    void keep() {
        if (kept || System.nanoTime() - nextTry < 0) {
            return;
        }
        nextTry = System.nanoTime() + PAUSE.toNanos();
        try {
            if (size == 0 || (Files.exists(file) && Files.size(file) == size)) {
                kept = true;
            } else if (Files.getFileStore(file.getParent()).getUsableSpace() >= 2 * size) {
                fill();
                kept = true;
            }
        } catch (IOException e) {
            log.warn("The journal cannot make its reserve: {}", e.getMessage());
            giveUp();
        }
    }

    private void fill() throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(STEP);
            for (long left = size; left > 0; ) {
                zeros.clear().limit((int) Math.min(STEP, left));
                left -= channel.write(zeros);
            }
            channel.force(true);
        }
    }
}
