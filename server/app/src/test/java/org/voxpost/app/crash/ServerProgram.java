package org.voxpost.app.crash;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * The server as Java runs it.
 *
 * @param options its class path, and what makes it start quickly
 */
record ServerProgram(List<String> options) {

    /** As the tests have it on their own class path. */
    static ServerProgram compiled() {
        return new ServerProgram(List.of("-cp", System.getProperty("java.class.path")));
    }

    /**
     * The same in archives, run so that it writes down when it is stopped what it has loaded and linked.
     *
     * @param directory for archives and cache
     */
    static ServerProgram learning(Path directory) throws IOException {
        List<String> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (Files.isRegularFile(Path.of(entry))) {
                classPath.add(entry);
            } else if (!entry.endsWith("test-classes") && Files.isDirectory(Path.of(entry))) {
                Path archive = directory.resolve("classes" + classPath.size() + ".jar");
                archive(Path.of(entry), archive);
                classPath.add(archive.toString());
            }
        }
        return new ServerProgram(List.of(
                "-XX:AOTCacheOutput=" + directory.resolve("server.aot"),
                "-cp",
                String.join(File.pathSeparator, classPath)));
    }

    /** Java keeps no cache of classes that lie in directories. */
    private static void archive(Path classes, Path archive) throws IOException {
        int failed = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", archive.toString(), "-C", classes.toString(), ".");
        if (failed != 0) {
            throw new IOException("jar failed for " + classes);
        }
    }

    /** What {@link #learning} is, run with what it wrote down: it starts in half the time. */
    ServerProgram learned() {
        List<String> quick = new ArrayList<>(options);
        quick.set(0, options.getFirst().replace("AOTCacheOutput", "AOTCache"));
        return new ServerProgram(List.copyOf(quick));
    }
}
