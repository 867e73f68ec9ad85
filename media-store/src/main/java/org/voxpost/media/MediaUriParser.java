package org.voxpost.media;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voxpost.media.MediaException.Reason;

/** Reads media URIs by hand, because {@link URI} refuses blanks (RFC 3986 §3, RFC 8089 §2). */
final class MediaUriParser {

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);
    private static final Pattern OBJECT = Pattern.compile("//([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(.+)", Pattern.DOTALL);
    private static final int LONGEST_KEY = 1024;
    private static final String PLAIN = "-._~!$&'()*+,;=:@/?[]";

    private MediaUriParser() {}

    static MediaUri parse(String given) throws MediaException {
        String text = given.strip();
        if (text.isEmpty()) {
            throw bad("empty media URI");
        }
        if (text.length() > MediaUri.MAX_LENGTH) {
            throw bad("media URI longer than " + MediaUri.MAX_LENGTH + " characters");
        }
        refuseUnfit(text);
        Matcher schemed = SCHEME.matcher(text);
        if (!schemed.matches()) {
            return file(text, text);
        }
        String rest = schemed.group(2);
        String scheme = schemed.group(1).toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "file" -> file(text, withoutAuthority(rest));
            case "http", "https" -> http(text, scheme, rest);
            case "s3" -> s3(text, rest);
            case "memory" -> memory(text, rest);
            default -> throw bad("scheme not served: " + text);
        };
    }

    static boolean schemed(String text) {
        return SCHEME.matcher(text).matches();
    }

    /** The reference with what RFC 3986 does not allow percent-encoded. */
    static URI legal(String reference) throws MediaException {
        try {
            return new URI(encode(reference));
        } catch (URISyntaxException e) {
            throw bad("not a URI reference: " + reference);
        }
    }

    static String lastSegment(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.isEmpty() ? "media" : name;
    }

    /** Two slashes are the media root (XMS), three are absolute; {@code localhost} is this machine (RFC 8089 §2). */
    private static String withoutAuthority(String rest) {
        if (!rest.startsWith("//")) {
            return rest;
        }
        String path = rest.substring(2);
        return path.regionMatches(true, 0, "localhost/", 0, 10) ? path.substring(9) : path;
    }

    private static MediaUri file(String text, String written) throws MediaException {
        String decoded = decode(written);
        refuseUnfit(decoded);
        boolean absolute = written.startsWith("/");
        String path = absolute ? withoutSlashes(decoded) : decoded;
        if (path.isEmpty() || path.indexOf('\\') >= 0 || (!absolute && path.startsWith("/"))) {
            throw bad("no path of a file: " + text);
        }
        return new MediaUri.File(text, absolute, path, withoutSlashes(written));
    }

    private static String withoutSlashes(String path) {
        int start = 0;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        return path.substring(start);
    }

    private static MediaUri http(String text, String scheme, String rest) throws MediaException {
        if (!rest.startsWith("//")) {
            throw bad("no host: " + text);
        }
        String tail = rest.substring(2);
        int fragment = tail.indexOf('#');
        String kept = fragment < 0 ? tail : tail.substring(0, fragment);
        try {
            URI target = new URI(scheme + "://" + encode(kept)).parseServerAuthority();
            if (target.getHost() == null || target.getRawUserInfo() != null || target.getPort() > 65_535) {
                throw bad("no host, or more than host and port: " + text);
            }
            refuseUnfit(target.getPath());
            return new MediaUri.Http(text, target);
        } catch (URISyntaxException e) {
            throw bad("not an HTTP URI: " + text);
        }
    }

    private static MediaUri s3(String text, String rest) throws MediaException {
        Matcher parts = OBJECT.matcher(rest);
        if (!parts.matches()) {
            throw bad("no bucket and key: " + text);
        }
        String key = parts.group(2);
        boolean dotted = Arrays.stream(key.split("/", -1)).anyMatch(part -> part.equals(".") || part.equals(".."));
        if (dotted || key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw bad("not a key of an object: " + text);
        }
        return new MediaUri.S3(text, parts.group(1), key);
    }

    private static MediaUri memory(String text, String rest) throws MediaException {
        String name = withoutSlashes(decode(rest));
        refuseUnfit(name);
        if (name.isEmpty()) {
            throw bad("no name: " + text);
        }
        return new MediaUri.Memory(text, name);
    }

    private static void refuseUnfit(String text) throws MediaException {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw bad("control character in media URI: " + text);
        }
    }

    /** Decodes as UTF-8; a text whose octets are no UTF-8 stays as written. */
    private static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
        int at = 0;
        while (at < text.length()) {
            if (escapeAt(text, at)) {
                octets.write(HexFormat.fromHexDigits(text, at + 1, at + 3));
                at += 3;
            } else {
                int c = text.codePointAt(at);
                octets.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                at += Character.charCount(c);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return text;
        }
    }

    private static String encode(String text) {
        StringBuilder legal = new StringBuilder(text.length() + 16);
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            if (escapeAt(text, at) || (c < 128 && Character.isLetterOrDigit(c)) || PLAIN.indexOf(c) >= 0) {
                legal.appendCodePoint(c);
            } else {
                for (byte octet : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    legal.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
                }
            }
            at += Character.charCount(c);
        }
        return legal.toString();
    }

    private static boolean escapeAt(String text, int at) {
        return text.charAt(at) == '%'
                && at + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
    }

    private static MediaException bad(String message) {
        return new MediaException(Reason.BAD_URI, message);
    }
}
