package org.voxpost.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The format of every Java source of the tree (ADR 0011). {@code mvn test -Dformat=repair} rewrites what differs. */
class SourceFormatTest {
    private static final boolean REPAIR = "repair".equals(System.getProperty("format"));

    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    @Test
    void everySourceIsFormatted() throws IOException {
        List<Path> sources = SourceTree.javaSources();
        List<String> wrong = sources.parallelStream()
                .filter(source -> !isFormatted(source))
                .map(source -> SourceTree.root().relativize(source).toString())
                .toList();
        assertThat(wrong).as("sources that -Dformat=repair would rewrite").isEmpty();
    }

    @Test
    void theWholeTreeIsRead() throws IOException {
        try (Stream<Path> modules = SourceTree.javaSources().stream()) {
            List<String> top = modules.map(source ->
                            SourceTree.root().relativize(source).getName(0).toString())
                    .distinct()
                    .toList();
            assertThat(top).contains("msml", "media-store", "server");
        }
    }

    @Test
    void aSourceOutOfFormIsNoticed() throws FormatterException {
        String wrong = "class A {int a;}\n";

        assertThat(formatter.formatSourceAndFixImports(wrong)).isNotEqualTo(wrong);
    }

    private boolean isFormatted(Path source) {
        try {
            String text = Files.readString(source);
            String formatted = formatter.formatSourceAndFixImports(text);
            if (formatted.equals(text)) {
                return true;
            }
            if (REPAIR) {
                Files.writeString(source, formatted);
            }
            return REPAIR;
        } catch (IOException | FormatterException e) {
            throw new IllegalStateException(source + " cannot be formatted: " + e.getMessage(), e);
        }
    }
}
