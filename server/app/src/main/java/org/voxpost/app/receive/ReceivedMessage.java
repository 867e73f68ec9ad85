package org.voxpost.app.receive;

import java.nio.file.Path;

/**
 * A file that arrived whole, was checked and is on disk.
 *
 * @param offeredName as the peer wrote it: to be escaped before it is printed
 * @param file where it is, under a safe name
 * @param contentType as the peer wrote it
 * @param sha256 lower-case hexadecimal
 */
public record ReceivedMessage(
        String callId, String offeredName, Path file, String contentType, long bytes, String sha256) {}
