package org.voxpost.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** {@code docs/benchmarks.md}: a section for each of the programs that measure, under a heading of its own. */
public record Page(Path file) {

    /** Under {@code voxpost.home}. */
    public static Page ofTheProject() {
        return new Page(
                Path.of(System.getProperty("voxpost.home", "")).toAbsolutePath().resolve("docs/benchmarks.md"));
    }

    /** Puts a section in the place of the one with the same first line, or at the end. */
    public void record(String section) throws IOException {
        Files.writeString(file, with(before(), section));
    }

    private String before() throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    static String with(String page, String section) {
        String heading = section.substring(0, section.indexOf('\n') + 1);
        int start = page.startsWith(heading) ? 0 : page.indexOf("\n" + heading) + 1;
        if (start == 0 && !page.startsWith(heading)) {
            return page.isEmpty() ? section : page.stripTrailing() + "\n\n" + section;
        }
        int next = page.indexOf("\n# ", start);
        return page.substring(0, start) + section + (next < 0 ? "" : page.substring(next));
    }
}
