package org.voxpost.engine.journal.sql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.voxpost.engine.journal.JournalException;

/** What tells this server from others of its database, in later runs too. */
final class NodeName {

    private static final int RANDOM = 4;

    private NodeName() {}

    /**
     * The configured name, or else that of the host, and behind it what was diced once for this directory: two servers that were given
     * one name are still two.
     *
     * @param directory locked by this process
     */
    static String of(Path directory, String configured) throws JournalException {
        Path file = directory.resolve("node");
        try {
            if (!Files.exists(file) || Files.size(file) == 0) {
                byte[] dice = new byte[RANDOM];
                new SecureRandom().nextBytes(dice);
                Files.writeString(file, HexFormat.of().formatHex(dice));
            }
            String name = configured.isEmpty() ? host() : configured;
            return name + "-" + Files.readString(file).strip();
        } catch (IOException e) {
            throw new JournalException("the name of this node cannot be kept in " + file + ": " + e.getMessage(), e);
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "node";
        }
    }
}
