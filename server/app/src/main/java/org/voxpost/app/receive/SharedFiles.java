package org.voxpost.app.receive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.voxpost.sdp.FileSelector;
import org.voxpost.sdp.Hash;

/**
 * The files that peers may ask for (RFC 5547 §8.3.2): those that lie in one directory itself, are no links and are not hidden. Names of
 * peers are compared with those of the files, and never become paths. Any thread may call it; calls block on the disk.
 */
final class SharedFiles {
    /** Files that are looked at for one request. */
    private static final int MOST = 10_000;

    private final Path root;
    private final Map<Path, Known> hashes = new ConcurrentHashMap<>();

    SharedFiles(Path root) {
        this.root = root;
    }

    /** One file, with what an answer says of it. */
    record Shared(Path file, long size, List<Hash> hashes) {
        FileSelector selector(FileSelector asked) {
            // Nothing else tells the name: we send no Content-Disposition.
            return new FileSelector(
                    Optional.of(String.valueOf(file.getFileName())),
                    asked.type(),
                    asked.size().isPresent() ? asked.size() : OptionalLong.of(size),
                    hashes);
        }
    }

    /**
     * The file that is meant; empty where there is none, or more than one.
     *
     * @param asked what has no name, size or hash means none
     */
    Optional<Shared> find(FileSelector asked) throws IOException {
        if (asked.name().isEmpty() && asked.size().isEmpty() && asked.hashes().isEmpty()) {
            return Optional.empty();
        }
        List<Shared> found = new ArrayList<>();
        for (Path file : candidates(asked)) {
            Known known = known(file);
            if (known.hashes().containsAll(asked.hashes())) {
                found.add(new Shared(file, known.size(), known.hashes()));
            }
        }
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private List<Path> candidates(FileSelector asked) throws IOException {
        List<Path> candidates = new ArrayList<>();
        int seen = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                seen++;
                if (seen <= MOST
                        && !name.startsWith(".")
                        && asked.name().orElse(name).equals(name)
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && asked.size().orElse(Files.size(file)) == Files.size(file)) {
                    candidates.add(file);
                }
            }
        }
        return candidates;
    }

    private Known known(Path file) throws IOException {
        long size = Files.size(file);
        FileTime changed = Files.getLastModifiedTime(file);
        Known known = hashes.get(file);
        if (known == null || known.size() != size || !known.changed().equals(changed)) {
            known = new Known(size, changed, hash(file));
            hashes.put(file, known);
        }
        return known;
    }

    private static List<Hash> hash(Path file) throws IOException {
        MessageDigest sha1 = digest("SHA-1");
        MessageDigest sha256 = digest("SHA-256");
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha1.update(buffer, 0, read);
                sha256.update(buffer, 0, read);
            }
        }
        return List.of(Hash.of("sha-1", sha1.digest()), Hash.of("sha-256", sha256.digest()));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private record Known(long size, FileTime changed, List<Hash> hashes) {}
}
