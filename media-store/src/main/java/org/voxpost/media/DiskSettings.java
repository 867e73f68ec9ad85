package org.voxpost.media;

import java.time.Duration;

/**
 * When disks count as full. A level is left again when there is a tenth more room than where it begins, so that it does not flutter.
 *
 * @param softBytes free bytes on a disk below which it is {@link DiskRoom#SOFT}; 0 for never
 * @param hardBytes the same for {@link DiskRoom#HARD}; not more than {@code softBytes}
 * @param softFiles free files (inodes) below which a disk is SOFT, where the system tells; 0 for never
 * @param hardFiles the same for HARD; not more than {@code softFiles}
 * @param every how often the disks are looked at
 */
public record DiskSettings(long softBytes, long hardBytes, long softFiles, long hardFiles, Duration every) {

    public DiskSettings {
        Bounds.atLeast("disk.soft", softBytes, 0);
        Bounds.atLeast("disk.hard", hardBytes, 0);
        Bounds.atLeast("disk.soft-files", softFiles, 0);
        Bounds.atLeast("disk.hard-files", hardFiles, 0);
        Bounds.positive("disk.every", every);
        if (hardBytes > softBytes || hardFiles > softFiles) {
            throw new IllegalArgumentException("disk.hard must not be more than disk.soft");
        }
    }

    /** 256 MiB and 128 MiB, 4096 and 1024 files, every second. */
    public static DiskSettings standard() {
        return new DiskSettings(256L << 20, 128L << 20, 4096, 1024, Duration.ofSeconds(1));
    }
}
