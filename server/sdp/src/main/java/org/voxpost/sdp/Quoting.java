package org.voxpost.sdp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Quoted strings and percent-encoding of RFC 5547 §6. */
final class Quoting {
    private static final String HEX = "0123456789ABCDEF";
    private static final Pattern UNQUOTED = Pattern.compile(";\\s*([^=;\"\\s]+)=\"?([^\";]*)\"?");

    private Quoting() {}

    /** Splits at blanks outside quotes. */
    static List<String> words(String text) throws SdpException {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            }
            if (quoted || (c != ' ' && c != '\t')) {
                word.append(c);
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        if (quoted) {
            throw new SdpException("a quote is opened and not closed");
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    static String quote(String encoded) {
        return '"' + encoded + '"';
    }

    /** Takes the quotes off; a peer that forgot them is understood. */
    static String unquote(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    /** Encodes what may not stand between quotes: NUL, CR, LF, quote and percent, and all control characters. */
    static String encode(String clear) {
        StringBuilder encoded = new StringBuilder(clear.length());
        for (int i = 0; i < clear.length(); i++) {
            char c = clear.charAt(i);
            if (c < ' ' || c == 0x7f || c == '"' || c == '%') {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            } else {
                encoded.append(c);
            }
        }
        return encoded.toString();
    }

    /** Encodes a file name: also what parts directories, on any system (RFC 5547 §6). */
    static String encodeName(String clear) {
        return encode(clear).replace("/", "%2F").replace("\\", "%5C");
    }

    /** Encodes a media type, whose quotes stand around the values of its parameters, in each case (RFC 5547 §6, ft-parameter). */
    static String encodeType(String clear) {
        String quoted = UNQUOTED.matcher(clear).replaceAll(";$1=\"$2\"");
        return encode(quoted).replace("%22", "\"");
    }

    /** Undoes percent-encoding, as UTF-8. */
    static String decode(String encoded) throws SdpException {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        byte[] in = encoded.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '%') {
                out.write(octet(in, i));
                i += 2;
            } else {
                out.write(in[i]);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static int octet(byte[] in, int percent) throws SdpException {
        int high = percent + 2 < in.length ? Character.digit(in[percent + 1], 16) : -1;
        int low = high < 0 ? -1 : Character.digit(in[percent + 2], 16);
        if (low < 0) {
            throw new SdpException("a percent sign without two hex digits");
        }
        return (high << 4) | low;
    }
}
