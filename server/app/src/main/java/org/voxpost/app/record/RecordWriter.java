package org.voxpost.app.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.event.EventSink;
import org.voxpost.engine.event.ServerEvent;
import org.voxpost.engine.event.TransferEvent;

/**
 * Appends the outcome of every object to the records file, as an event listener of the engine. Lanes only enqueue; one thread of its own
 * writes. A disk that fails is logged and does not stop transfers.
 */
public final class RecordWriter implements EventSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("org.voxpost.record");

    private final Path file;
    private final RecordTerms terms;
    private FileChannel channel;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("records").factory());

    private RecordWriter(Path file, RecordTerms terms, FileChannel channel) {
        this.file = file;
        this.terms = terms;
        this.channel = channel;
    }

    /**
     * Opens the file for appending; it and its directory are created where missing. A last line that a crash cut off is ended first.
     *
     * @throws IOException when it cannot be written
     */
    public static RecordWriter open(Path file, RecordTerms terms) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        boolean cut = endsInMidLine(file);
        RecordWriter writer = new RecordWriter(file, terms, opened(file));
        if (cut) {
            writer.append("\n");
        }
        return writer;
    }

    @Override
    public void accept(ServerEvent event) {
        if (event instanceof TransferEvent.ObjectFinished done) {
            TransferRecord transfer = new TransferRecord(
                    done.job(),
                    done.dialog(),
                    done.callId(),
                    done.objectId(),
                    done.source(),
                    done.destination(),
                    done.end(),
                    done.octets(),
                    done.status(),
                    done.reason(),
                    done.attempts(),
                    done.finishedAt().minus(done.duration()),
                    done.finishedAt());
            writer.execute(() -> append(RecordLine.write(transfer) + "\n"));
        }
    }

    /** Writes what was accepted, for a few seconds at most. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("The last records could not be written to {} in time", file);
            }
            channel.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("Closing the records file {} failed", file, e);
        }
    }

    private void append(String line) {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        try {
            putAsideWhenFull(bytes.remaining());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            LOG.error("The record {} could not be written to {}", line.strip(), file, e);
        }
    }

    /** What cannot be put aside grows on: no record is lost for that. */
    private void putAsideWhenFull(int more) throws IOException {
        long size = channel.size();
        if (terms.largest() == 0 || size == 0 || size + more <= terms.largest()) {
            return;
        }
        try {
            RecordFiles.putAside(file, terms.kept());
        } catch (IOException e) {
            LOG.error("The full records file {} could not be put aside", file, e);
            return;
        }
        channel.close();
        channel = opened(file);
    }

    private static FileChannel opened(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static boolean endsInMidLine(Path file) throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return false;
        }
        try (FileChannel reader = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            reader.read(last, reader.size() - 1);
            return last.get(0) != '\n';
        }
    }
}
