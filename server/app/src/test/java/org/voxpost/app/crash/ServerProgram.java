package org.voxpost.app.crash;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    private static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** As the tests have it on their own class path. */
    static ServerProgram compiled() {
        return new ServerProgram(List.of("-cp", System.getProperty("java.class.path")));
    }

    /** The same with all classes in archives: Java keeps no cache of those that lie in directories. */
    static ServerProgram archived(Path directory) throws IOException {
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
        return new ServerProgram(List.of("-cp", String.join(File.pathSeparator, classPath)));
    }

    /** What runs it, but for its name and arguments; to be added to. */
    List<String> java() {
        List<String> command = new ArrayList<>(JAVA);
        command.addAll(options);
        return command;
    }

    /** The same, but it writes down what it loads and links, when it is stopped. */
    ServerProgram recording(Path record) {
        return with("-XX:AOTMode=record", "-XX:AOTConfiguration=" + record);
    }

    /** The same with a cache, made of what {@link #recording} wrote down: it starts in half the time. */
    ServerProgram cached(Path record, Path cache) throws IOException, InterruptedException {
        Process making = new ProcessBuilder(
                        with("-XX:AOTMode=create", "-XX:AOTConfiguration=" + record, "-XX:AOTCache=" + cache)
                                .java())
                .redirectErrorStream(true)
                .start();
        String said = new String(making.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (making.waitFor() != 0 || !Files.exists(cache)) {
            throw new IOException("no cache was made: " + said);
        }
        return with("-XX:AOTCache=" + cache);
    }

    /** The same with further options of the Java machine. */
    ServerProgram with(String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.addAll(options);
        return new ServerProgram(List.copyOf(all));
    }

    private static void archive(Path classes, Path archive) throws IOException {
        int failed = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", archive.toString(), "-C", classes.toString(), ".");
        if (failed != 0) {
            throw new IOException("jar failed for " + classes);
        }
    }
}
