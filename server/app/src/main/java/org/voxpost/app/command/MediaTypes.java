package org.voxpost.app.command;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Media types of voicemail, by the name of the file. */
final class MediaTypes {
    private static final Map<String, String> TYPES = Map.of(
            "amr", "audio/amr",
            "awb", "audio/amr-wb",
            "wav", "audio/x-wav",
            "txt", "text/plain",
            "jpg", "image/jpeg",
            "png", "image/png",
            "mp4", "video/mp4",
            "3gp", "video/3gpp");

    private MediaTypes() {}

    static String of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }
}
