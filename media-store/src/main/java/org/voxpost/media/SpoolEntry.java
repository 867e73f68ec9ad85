package org.voxpost.media;

import java.time.Duration;

/**
 * A whole file of the spool that outlives the process.
 *
 * @param id under which its owner knows it
 * @param bytes that it takes on the disk: the content and less than 64 KiB of what is known of it
 * @param age since it was whole, by the wall clock; never negative
 */
public record SpoolEntry(String id, long bytes, Duration age) {}
