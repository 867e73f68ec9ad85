package org.voxpost.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.Fetched.Facts;
import org.voxpost.media.MediaException.Reason;

/**
 * What is known of a file of the spool that outlives the process. It stands behind the content in the same file, so that one rename
 * makes both appear: lines of a word and a value, then the SHA-256 of these lines, their length, and a mark.
 *
 * @param source where the content came from
 * @param facts of the content, with its SHA-256
 */
record SpoolRecord(MediaUri source, Facts facts) {

    private static final byte[] MARK = "VOXPOST1".getBytes(UTF_8);
    private static final int SHA_256_BYTES = 32;
    private static final int TAIL = SHA_256_BYTES + Long.BYTES + MARK.length;
    private static final int LONGEST = 64 << 10;

    /** The octets that follow the content. */
    ByteBuffer octets() {
        StringBuilder lines = new StringBuilder();
        line(lines, "source", source.text());
        line(lines, "length", Long.toString(facts.length()));
        line(lines, "version", facts.version());
        line(lines, "type", facts.contentType());
        ContentHash hash = facts.sha256();
        line(lines, "sha-256", hash == null ? null : hash.hex());
        byte[] text = lines.toString().getBytes(UTF_8);
        return ByteBuffer.allocate(text.length + TAIL)
                .put(text)
                .put(HashAlgorithm.SHA_256.digest().digest(text))
                .putLong(text.length)
                .put(MARK)
                .flip();
    }

    private static void line(StringBuilder lines, String word, @Nullable String value) {
        if (value != null) {
            lines.append(word)
                    .append(' ')
                    .append(value.replace('\n', ' ').replace('\r', ' '))
                    .append('\n');
        }
    }

    /**
     * Reads the record of a whole file.
     *
     * @throws MediaException CORRUPT when it is not as it was written
     */
    static SpoolRecord of(FileChannel file, String id) throws IOException, MediaException {
        long size = file.size();
        if (size < TAIL) {
            throw corrupt(id);
        }
        ByteBuffer tail = read(file, size - TAIL, TAIL);
        byte[] hash = new byte[SHA_256_BYTES];
        byte[] mark = new byte[MARK.length];
        tail.get(hash);
        long length = tail.getLong();
        tail.get(mark);
        if (!Arrays.equals(mark, MARK) || length < 0 || length > Math.min(LONGEST, size - TAIL)) {
            throw corrupt(id);
        }
        byte[] text = read(file, size - TAIL - length, (int) length).array();
        if (!MessageDigest.isEqual(hash, HashAlgorithm.SHA_256.digest().digest(text))) {
            throw corrupt(id);
        }
        SpoolRecord record = parse(new String(text, UTF_8));
        if (record.facts().length() != size - TAIL - length) {
            throw corrupt(id);
        }
        return record;
    }

    private static SpoolRecord parse(String text) throws MediaException {
        Map<String, String> values = new HashMap<>();
        text.lines().forEach(line -> {
            int blank = line.indexOf(' ');
            values.put(line.substring(0, blank), line.substring(blank + 1));
        });
        String hex = values.get("sha-256");
        return new SpoolRecord(
                MediaUri.parse(values.getOrDefault("source", "")),
                new Facts(
                        Long.parseLong(values.getOrDefault("length", "-1")),
                        values.getOrDefault("version", ""),
                        values.get("type"),
                        hex == null ? null : new ContentHash(HashAlgorithm.SHA_256, hex)));
    }

    private static ByteBuffer read(FileChannel file, long at, int length) throws IOException {
        ByteBuffer octets = ByteBuffer.allocate(length);
        while (octets.hasRemaining()) {
            if (file.read(octets, at + octets.position()) < 0) {
                throw new IOException("the file became shorter");
            }
        }
        return octets.flip();
    }

    static MediaException corrupt(String id) {
        return new MediaException(Reason.CORRUPT, "the spool no longer has what it took in: " + id);
    }
}
