package org.voxpost.msml.dialog;

import java.util.regex.Pattern;

/** What may be called a media type, in a script or by the server that a file comes from. */
public final class MediaTypes {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern MEDIA_TYPE = Pattern.compile(TOKEN + "/" + TOKEN + " *(?:;[ -~]*)?");

    private MediaTypes() {}

    /**
     * Whether the text is a type and a subtype (RFC 2045 §5.1), with or without parameters, in printable ASCII only: safe in a
     * header. The parameters themselves are not looked into.
     */
    public static boolean isMediaType(String text) {
        return MEDIA_TYPE.matcher(text).matches();
    }
}
