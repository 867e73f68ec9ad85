package org.voxpost.media;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** S3Proxy in a process of its own, over a directory: a server of the S3 protocol that is not ours. */
final class S3Process implements AutoCloseable {

    static final String ACCESS = "local-identity";
    static final String SECRET = "local-credential";
    static final String BUCKET = "recordings";

    private final Process process;
    private final URI endpoint;

    private S3Process(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    static S3Process start(Path directory) throws Exception {
        Files.createDirectories(directory.resolve("objects").resolve(BUCKET));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path settings = Files.write(
                directory.resolve("s3proxy.properties"),
                List.of(
                        "s3proxy.endpoint=http://127.0.0.1:" + port,
                        "s3proxy.authorization=aws-v4",
                        "s3proxy.identity=" + ACCESS,
                        "s3proxy.credential=" + SECRET,
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.identity=x",
                        "jclouds.credential=x",
                        "jclouds.filesystem.basedir=" + directory.resolve("objects")));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        // Surefire hides the real one behind a jar without content.
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("s3proxy.log").toFile());
        // Keys become file names there, and those are ASCII in the POSIX locale.
        builder.environment().put("LC_ALL", "C.UTF-8");
        S3Process server = new S3Process(builder.start(), URI.create("http://127.0.0.1:" + port));
        server.awaitListening(port, directory);
        return server;
    }

    private void awaitListening(int port, Path directory) throws IOException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (process.isAlive() && System.nanoTime() < giveUp) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
        close();
        throw new IOException("S3Proxy does not listen: " + Files.readString(directory.resolve("s3proxy.log")));
    }

    S3Store store() {
        return S3Store.reading(endpoint, "eu-central-1", ACCESS, SECRET);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
