package org.voxpost.msrp.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A frame that an RFC shows, as the octets that would cross the wire. The files lie in {@code rfc}, named for RFC and place. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Vector(String name, byte[] octets) {

    /** RFC 6135 and RFC 6714 show no frame. */
    static List<Vector> all() {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/rfc"))) {
            return files.filter(file -> file.toString().endsWith(".msrp"))
                    .sorted()
                    .map(Vector::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Vector named(String name) {
        try (InputStream in = Vector.class.getResourceAsStream("/rfc/" + name)) {
            if (in == null) {
                throw new AssertionError("no vector " + name);
            }
            return new Vector(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Vector read(Path file) {
        return named(file.getFileName().toString());
    }

    String text() {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    boolean isResponse() {
        return Character.isDigit(text().split(" ", 3)[2].charAt(0));
    }

    boolean hasBody() {
        return text().contains("\r\n\r\n");
    }

    /** RFC 4975 §5.1 leaves the paths out of its example of chunks. */
    boolean hasPaths() {
        return text().contains("\r\nTo-Path: ") && text().contains("\r\nFrom-Path: ");
    }

    String transaction() {
        return text().split(" ", 3)[1];
    }

    @Override
    public String toString() {
        return name;
    }
}
