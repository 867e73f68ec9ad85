package org.voxpost.media;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/** How many files may still be made on a disk, by {@code statvfs} of Linux, since the Java platform does not tell. */
final class FreeFiles {

    /** Eight times eight octets stand before what we want, on all 64-bit Linux. */
    private static final int STRUCT_BYTES = 256;

    private static final int FILES = 5 * Long.BYTES;
    private static final int FILES_AVAILABLE = 7 * Long.BYTES;
    private static final Optional<MethodHandle> STATVFS = statvfs();

    private FreeFiles() {}

    @SuppressWarnings("restricted") // statvfs writes within the 256 octets that it is given
    private static Optional<MethodHandle> statvfs() {
        boolean known = System.getProperty("os.name").equals("Linux") && ValueLayout.ADDRESS.byteSize() == Long.BYTES;
        if (!known) {
            return Optional.empty();
        }
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find("statvfs")
                .map(function -> linker.downcallHandle(
                        function,
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)));
    }

    /** {@link Long#MAX_VALUE} where the system does not tell, or the file system has no bound of its own. */
    static long of(Path directory) throws IOException {
        if (STATVFS.isEmpty()) {
            return Long.MAX_VALUE;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(STRUCT_BYTES, Long.BYTES);
            int failed = (int) STATVFS.get().invokeExact(arena.allocateFrom(directory.toString()), answer);
            if (failed != 0) {
                throw new IOException("statvfs failed for " + directory);
            }
            boolean unbounded = answer.get(ValueLayout.JAVA_LONG, FILES) == 0;
            return unbounded ? Long.MAX_VALUE : answer.get(ValueLayout.JAVA_LONG, FILES_AVAILABLE);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("statvfs cannot be called", e);
        }
    }
}
