package org.voxpost.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.voxpost.media.AllowedTarget;

/** Section {@code media}: where files are read, kept and deleted, and what is fetched from servers. Relative paths start at the home directory. */
public record MediaSection(
        Path root,
        List<Path> readableRoots,
        List<Path> writableRoots,
        List<Path> deletableRoots,
        Path spool,
        ByteSize spoolReserve,
        @Bounds(min = "1B", max = "1024TiB") ByteSize largest,
        DiskSection disk,
        HttpSection http,
        List<StoreSection> s3,
        @Bounds(min = "0B", max = "1GiB") ByteSize memory,
        CacheSection cache) {
    static final MediaSection DEFAULT = new MediaSection(
            Path.of("var/media"),
            List.of(),
            List.of(Path.of("var/media")),
            List.of(Path.of("var/media")),
            Path.of("var/spool"),
            new ByteSize(64 << 20),
            new ByteSize(1 << 30),
            new DiskSection(new ByteSize(256 << 20), new ByteSize(128 << 20), 4096, 1024, Duration.ofSeconds(1)),
            new HttpSection(
                    List.of(),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(2),
                    new ByteSize(1000),
                    Duration.ofSeconds(10),
                    new ByteSize(1 << 30),
                    5,
                    false,
                    32,
                    3,
                    List.of()),
            List.of(),
            new ByteSize(0),
            new CacheSection(new ByteSize(64 << 20), 256, Duration.ofHours(1)));

    /** When the disks of spool and writable roots count as full. */
    public record DiskSection(
            ByteSize soft,
            ByteSize hard,
            @Bounds(min = "0", max = "2000000000") int softFiles,
            @Bounds(min = "0", max = "2000000000") int hardFiles,
            @Bounds(min = "100ms", max = "1h") Duration every) {
        public DiskSection {
            if (hard.bytes() > soft.bytes() || hardFiles > softFiles) {
                throw new IllegalArgumentException("hard must not be more than soft");
            }
        }
    }

    /** How HTTP servers are reached. */
    public record HttpSection(
            @Form(value = "[^\\s\\p{Cntrl}]{1,300}", words = Form.TARGET_WORDS)
            List<String> allowed,

            @Bounds(min = "10ms", max = "10m") Duration connect,
            @Bounds(min = "10ms", max = "1h") Duration silence,
            @Bounds(min = "10ms", max = "1d") Duration total,
            ByteSize leastPerSecond,
            @Bounds(min = "100ms", max = "1h") Duration rateWindow,
            @Bounds(min = "1B", max = "1024TiB") ByteSize largest,
            @Bounds(min = "0", max = "20") int redirects,
            boolean delete,
            @Bounds(min = "1", max = "10000") int connectionsPerHost,
            @Bounds(min = "0", max = "1000") int resumes,
            List<SiteSection> sites) {
        public HttpSection {
            // The rule's own parser has the last word; its message says what is wrong.
            allowed.forEach(AllowedTarget::parse);
        }
    }

    /** How much of what was pulled is kept for re-use. */
    public record CacheSection(
            ByteSize size,
            @Bounds(min = "0", max = "1000000") int files,
            @Bounds(min = "0s", max = "365d") Duration fresh) {}
}
