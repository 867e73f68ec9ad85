package org.voxpost.media;

import java.net.URI;

/**
 * A URI of a medium, as application servers write them: blanks and percent-encoding both occur.
 *
 * <p>Local forms: {@code file:///abs}, {@code file:/abs}, {@code file://localhost/abs} and {@code /abs} are absolute;
 * {@code file://a/b}, {@code file:a/b}, {@code a/b} and {@code ./a/b} start at the media root. In these {@code ?} and
 * {@code #} are part of the name. Remote forms: {@code http} and {@code https} with a host, and {@code s3://BUCKET/KEY}, whose key is
 * taken as it is written. {@code memory:NAME} lives as long as the process.
 */
public sealed interface MediaUri {

    /** Longest text accepted, in characters. */
    int MAX_LENGTH = 4096;

    /**
     * Reads a URI; surrounding blanks are dropped. {@code %} that no two hexadecimal digits follow stands for itself.
     *
     * @throws MediaException BAD_URI for another scheme, a missing path or host, user information, a backslash, or NUL,
     *     CR, LF and other control characters, written out or encoded
     */
    static MediaUri parse(String text) throws MediaException {
        return MediaUriParser.parse(text);
    }

    /** The text that was parsed, without surrounding blanks. */
    String text();

    /** The last segment of the path, decoded; {@code media} where the path has none. Not safe as a file name: see {@link SafeName}. */
    String name();

    /**
     * A file of this machine.
     *
     * @param absolute whether the path starts at {@code /} or else at the media root
     * @param path percent-decoded, without leading slash. It decides; the literal path is tried where it names nothing
     * @param literal the path as written, without leading slash
     */
    record File(String text, boolean absolute, String path, String literal) implements MediaUri {
        @Override
        public String name() {
            return MediaUriParser.lastSegment(path);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * A file on an HTTP server.
     *
     * @param target legal for RFC 3986, absolute, without fragment
     */
    record Http(String text, URI target) implements MediaUri {
        @Override
        public String name() {
            return MediaUriParser.lastSegment(target.getPath());
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * An object of an S3-compatible storage.
     *
     * @param bucket by the rules for new buckets: lower-case letters, digits, dots and hyphens
     * @param key neither empty nor with a segment {@code .} or {@code ..}
     */
    record S3(String text, String bucket, String key) implements MediaUri {
        @Override
        public String name() {
            return MediaUriParser.lastSegment(key);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Content in the memory of this process. */
    record Memory(String text, String name) implements MediaUri {
        @Override
        public String toString() {
            return text;
        }
    }
}
