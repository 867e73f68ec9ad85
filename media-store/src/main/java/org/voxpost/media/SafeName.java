package org.voxpost.media;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import org.apache.commons.io.FileSystem;
import org.apache.commons.io.FilenameUtils;

/** Makes a file name that a peer offered (RFC 5547 §6) harmless as a name in one directory. */
public final class SafeName {

    /** Longest name given, in bytes of UTF-8; leaves room for a number under the 255 that file systems take. */
    public static final int MAX_BYTES = 200;

    private static final String NOTHING_LEFT = "file";
    private static final int MAX_EXTENSION_BYTES = 20;

    private SafeName() {}

    /**
     * The name without directories of any system, control and formatting characters, leading dots, blanks and hyphens,
     * characters and names reserved anywhere; composed (NFC); at most {@link #MAX_BYTES} bytes of UTF-8 with the
     * extension kept; {@code file} where nothing is left.
     */
    public static String of(String offered) {
        String bare = lastSegment(offered.replace('\0', ' '));
        String composed = Normalizer.normalize(bare, Normalizer.Form.NFC);
        StringBuilder kept = new StringBuilder(composed.length());
        composed.codePoints().filter(SafeName::visible).forEach(kept::appendCodePoint);
        String trimmed = trim(kept.toString());
        if (trimmed.isEmpty()) {
            return NOTHING_LEFT;
        }
        String legal = trim(FileSystem.WINDOWS.toLegalFileName(shorten(trimmed), '_'));
        if (legal.isEmpty()) {
            return NOTHING_LEFT;
        }
        return reserved(legal) ? "_" + legal : legal;
    }

    /** The name with a number before its extension: {@code mail.amr}, {@code mail-2.amr}. */
    static String numbered(String name, int number) {
        if (number <= 1) {
            return name;
        }
        int dot = extensionStart(name);
        return name.substring(0, dot) + "-" + number + name.substring(dot);
    }

    /** For file systems whose names are ASCII under the process's locale. */
    static String ascii(String name) {
        return name.replaceAll("[^\\x20-\\x7e]", "_");
    }

    private static String lastSegment(String offered) {
        int end = offered.length();
        while (end > 0 && "/\\".indexOf(offered.charAt(end - 1)) >= 0) {
            end--;
        }
        return FilenameUtils.getName(offered.substring(0, end)).replaceFirst("^[A-Za-z]:", "");
    }

    private static boolean visible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String trim(String name) {
        return name.replaceFirst("^[.\\-~\\s\\p{Zs}]+", "").replaceFirst("[.\\s\\p{Zs}]+$", "");
    }

    private static boolean reserved(String name) {
        int dot = name.indexOf('.');
        String stem = (dot < 0 ? name : name.substring(0, dot)).strip();
        return FileSystem.WINDOWS.isReservedFileName(stem.toUpperCase(Locale.ROOT));
    }

    private static String shorten(String name) {
        if (bytes(name) <= MAX_BYTES - 1) {
            return name;
        }
        int dot = extensionStart(name);
        String extension = bytes(name.substring(dot)) <= MAX_EXTENSION_BYTES ? name.substring(dot) : "";
        String stem = name.substring(0, name.length() - extension.length());
        while (bytes(stem) + bytes(extension) > MAX_BYTES - 1) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem + extension;
    }

    private static int extensionStart(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? dot : name.length();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
