package org.voxpost.benchmarks;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Starts {@code ./voxpost} as people do, on the Java that this process runs on. */
public final class Voxpost {

    /** What a server says when it serves; the group is its UDP port of SIP. */
    public static final Pattern SERVING = Pattern.compile("Serving: SIP on \\S+ udp (\\d+) ");

    private static final Pattern RECEIVING = Pattern.compile("Receiving into .*: SIP on \\S+ udp (\\d+) ");
    private static final String HOST = "127.0.0.1";

    private Voxpost() {}

    /**
     * @param home of the launcher
     */
    public static ProcessBuilder command(Path home, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("voxpost").toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("VOXPOST_JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    /**
     * A delivery server that keeps what it gets in {@code received} of the scratch directory.
     *
     * @param heard gets each line that it says
     */
    public static Party delivery(Path home, Path scratch, Consumer<String> heard)
            throws IOException, InterruptedException {
        String directory = scratch.resolve("received").toString();
        ProcessBuilder builder = command(home, "receive", "--port", "0", "--msrp-port", "0", "--dir", directory);
        return Party.start("delivery server", builder, RECEIVING, scratch, heard);
    }

    /** The UDP port of SIP of a server or delivery server. */
    public static int port(Party party) {
        return Integer.parseInt(party.ready().group(1));
    }

    /** A port that was free a moment ago, for who must know it before the process that is to have it. */
    public static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral(HOST))) {
            return socket.getLocalPort();
        }
    }
}
