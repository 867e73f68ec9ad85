package org.voxpost.app.house;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The tree that is tested, found from the module that Maven runs the tests in. */
public final class SourceTree {
    private static final Set<String> NO_SOURCES = Set.of("target", ".git", ".idea", "node_modules");

    private SourceTree() {}

    /** The directory of the parent pom. */
    public static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(directory.resolve("conf/voxpost.yaml"))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new IllegalStateException("The tests do not run inside the source tree");
            }
        }
        return directory;
    }

    static List<Path> javaSources() throws IOException {
        return files(".java");
    }

    static List<Path> files(String suffix) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return NO_SOURCES.contains(String.valueOf(directory.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(suffix)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
