package org.voxpost.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A disk that counts the steps taken on it and fails at one of them, as a real one does: half of a write may be there. */
final class FailingDisk implements SpoolDisk {

    /** What a full disk says, and a broken one. */
    static final String FULL = "No space left on device";

    static final String BROKEN = "Input/output error";

    final List<String> steps = new ArrayList<>();
    private int failAt = -1;
    private String words = BROKEN;
    private long usable = Long.MAX_VALUE;

    /** From now on, counted from 0. */
    void failAt(int step, String said) {
        steps.clear();
        failAt = step;
        words = said;
    }

    void usable(long bytes) {
        usable = bytes;
    }

    private void step(String name) throws IOException {
        int number = steps.size();
        steps.add(name);
        if (number == failAt) {
            throw new IOException(words);
        }
    }

    @Override
    public FileChannel create(Path file) throws IOException {
        step("create");
        return new Channel(SpoolDisk.Local.DISK.create(file));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step("rename");
        SpoolDisk.Local.DISK.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        SpoolDisk.Local.DISK.delete(file);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        step("force directory");
        SpoolDisk.Local.DISK.forceDirectory(directory);
    }

    @Override
    public long usableBytes(Path directory) {
        return usable;
    }

    @Override
    public FileChannel writing(FileChannel opened) {
        return new Channel(opened);
    }

    private final class Channel extends FileChannel {
        private final FileChannel real;

        Channel(FileChannel real) {
            this.real = real;
        }

        @Override
        public int write(ByteBuffer src) throws IOException {
            int half = src.remaining() / 2;
            try {
                step("write");
            } catch (IOException e) {
                real.write(src.slice(src.position(), half));
                throw e;
            }
            return real.write(src);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            step("force");
            real.force(metaData);
        }

        @Override
        public int read(ByteBuffer dst) throws IOException {
            return real.read(dst);
        }

        @Override
        public long read(ByteBuffer[] dsts, int offset, int length) throws IOException {
            return real.read(dsts, offset, length);
        }

        @Override
        public long write(ByteBuffer[] srcs, int offset, int length) throws IOException {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() throws IOException {
            return real.position();
        }

        @Override
        public FileChannel position(long newPosition) throws IOException {
            real.position(newPosition);
            return this;
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            real.truncate(size);
            return this;
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            return real.transferTo(position, count, target);
        }

        @Override
        public long transferFrom(ReadableByteChannel src, long position, long count) throws IOException {
            step("write");
            return real.transferFrom(src, position, count);
        }

        @Override
        public int read(ByteBuffer dst, long position) throws IOException {
            return real.read(dst, position);
        }

        @Override
        public int write(ByteBuffer src, long position) throws IOException {
            step("write");
            return real.write(src, position);
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) throws IOException {
            return real.lock(position, size, shared);
        }

        @Override
        public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return real.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }
    }
}
