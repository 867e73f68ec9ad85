package org.voxpost.app.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code voxpost serve} as a process, which can be killed. */
final class ServerProcess implements AutoCloseable {

    private static final Pattern SERVING = Pattern.compile("Serving: SIP on [^ ]+ udp ([0-9]+) .*");

    private final Process process;
    private final List<String> lines = new ArrayList<>();

    private ServerProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param home where its configuration, journal and media are
     */
    static ServerProcess start(ServerProgram program, Path home, Map<String, String> settings) throws IOException {
        List<String> command = program.java();
        command.addAll(
                List.of("-Dvoxpost.home=" + home, "-Dorg.sqlite.tmpdir=" + home, "org.voxpost.app.Main", "serve"));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return new ServerProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** What it said before it served, for who wonders why it does not. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits until it serves; the UDP port of SIP, or nothing when it died before. */
    Optional<Integer> awaitServing() throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            Matcher serving = SERVING.matcher(line);
            if (serving.matches()) {
                Thread.ofVirtual().start(() -> drain(output));
                return Optional.of(Integer.valueOf(serving.group(1)));
            }
        }
        return Optional.empty();
    }

    /** A process whose output nobody reads would wait. */
    private static void drain(BufferedReader output) {
        try {
            while (output.readLine() != null) {}
        } catch (IOException e) {
            // it was killed
        }
    }

    /** SIGKILL; returns when it is dead. */
    void kill() {
        beginKill();
        // Until then the journal is locked.
        process.onExit().join();
    }

    /** SIGKILL; does not wait for anything. */
    void beginKill() {
        process.destroyForcibly();
    }

    long pid() {
        return process.pid();
    }

    /** SIGTERM; returns when it has come to its own end. */
    void stop() {
        process.destroy();
        process.onExit().join();
    }

    /** Completes when it is dead. */
    CompletableFuture<Process> death() {
        return process.onExit();
    }

    boolean alive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        kill();
    }
}
