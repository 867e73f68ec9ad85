package org.voxpost.app.doctor;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ModuleSettings;
import org.voxpost.app.config.TlsFiles;
import org.voxpost.media.MediaConfiguration;
import org.voxpost.msrp.TlsSettings;

/** The checks of one configuration on this machine. They change nothing but an empty file that comes and goes. */
public final class Checks {
    private final Config config;
    private final MediaConfiguration media;
    private final Path journal;
    private final TlsSettings tls;
    private final TlsFiles sipTls;
    private final List<Finding> findings = new ArrayList<>();

    private Checks(Config config, Path home) {
        ModuleSettings settings = new ModuleSettings(config, home);
        try {
            settings.media();
        } catch (IOException e) {
            findings.add(Finding.wrong(String.valueOf(e.getMessage())));
        }
        this.config = config;
        this.media = settings.mediaDirectories();
        this.journal = settings.journalDirectory();
        this.tls = settings.tls();
        this.sipTls = settings.sipTlsFiles();
    }

    /** Everything in the order in which an operator would mend it. */
    public static List<Finding> of(Config config, Path home) {
        Checks checks = new Checks(config, home);
        checks.java();
        checks.sockets();
        if (config.sip().tls().enabled()) {
            checks.findings.addAll(CertificateChecks.of("SIP over TLS", checks.sipTls, Instant.now()));
        }
        checks.findings.addAll(CertificateChecks.of(checks.tls, Instant.now()));
        checks.findings.addAll(ProfileChecks.of(config, checks.tls));
        checks.directories();
        return List.copyOf(checks.findings);
    }

    private void java() {
        int feature = Runtime.version().feature();
        findings.add(new Finding(
                feature >= 25, "Java " + Runtime.version() + (feature >= 25 ? "" : " is too old: 25 is needed")));
    }

    private void sockets() {
        Optional<InetAddress> sip = address("sip.bind", config.sip().bind());
        sip.ifPresent(address -> {
            udp("sip.udp-port", address, config.sip().udpPort());
            tcp("sip.tcp-port", address, config.sip().tcpPort());
            if (config.sip().tls().enabled()) {
                tcp("sip.tls.port", address, config.sip().tls().port());
            }
        });
        address("msrp.bind", config.msrp().bind()).ifPresent(address -> {
            tcp("msrp.port", address, config.msrp().port());
            tls.contexts().forEach(one -> tcp("TLS context " + one.name(), address, one.port()));
        });
        if (config.api().served() && config.journal().kept()) {
            address("api.bind", config.api().bind())
                    .ifPresent(address -> tcp("api.port", address, config.api().port()));
        }
        config.sip().advertisedHost().ifPresent(host -> address("sip.advertised-host", host));
        config.msrp().advertisedHost().ifPresent(host -> address("msrp.advertised-host", host));
    }

    private Optional<InetAddress> address(String key, String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            findings.add(Finding.wrong(key + " is " + host + ", and no such host is known here"));
            return Optional.empty();
        }
    }

    private void udp(String key, InetAddress address, int port) {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address, port))) {
            bindable(key, address, port == 0 ? socket.getLocalPort() : port, "UDP");
        } catch (IOException e) {
            taken(key, address, port, "UDP", e);
        }
    }

    private void tcp(String key, InetAddress address, int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, address)) {
            bindable(key, address, port == 0 ? socket.getLocalPort() : port, "TCP");
        } catch (IOException e) {
            taken(key, address, port, "TCP", e);
        }
    }

    private void bindable(String key, InetAddress address, int port, String transport) {
        findings.add(Finding.good(
                transport + " port " + port + " of " + address.getHostAddress() + " is free for us (" + key + ")"));
    }

    private void taken(String key, InetAddress address, int port, String transport, IOException e) {
        findings.add(Finding.wrong(transport + " port " + port + " of " + address.getHostAddress()
                + " cannot be bound (" + key + "): " + e.getMessage()));
    }

    private void directories() {
        readable("media.root", media.mediaRoot());
        media.readableRoots().forEach(root -> readable("media.readable-roots", root));
        media.writableRoots().forEach(root -> writable("media.writable-roots", root));
        media.deletableRoots().forEach(root -> writable("media.deletable-roots", root));
        writable("media.spool", media.spool());
        if (config.journal().kept() && config.journal().database().url().isEmpty()) {
            writable("journal.directory", journal);
        }
        room();
    }

    private void readable(String key, Path directory) {
        if (!Files.isDirectory(directory)) {
            absent(key, directory);
        } else if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
            findings.add(Finding.wrong(directory + " cannot be read by this user (" + key + ")"));
        } else {
            findings.add(Finding.good(directory + " can be read (" + key + ")"));
        }
    }

    private void writable(String key, Path directory) {
        if (!Files.isDirectory(directory)) {
            absent(key, directory);
            return;
        }
        try {
            Files.delete(Files.createTempFile(directory, ".voxpost-doctor", ""));
            findings.add(Finding.good(directory + " can be written (" + key + ")"));
        } catch (IOException e) {
            findings.add(Finding.wrong(directory + " cannot be written by this user (" + key + ")"));
        }
    }

    /** What the server would make itself is fine as long as it can. */
    private void absent(String key, Path directory) {
        Optional<Path> parent = nearest(directory);
        boolean ours =
                key.equals("media.spool") || key.equals("journal.directory") || directory.equals(media.mediaRoot());
        if (Files.exists(directory)) {
            findings.add(Finding.wrong(directory + " is no directory (" + key + ")"));
        } else if (ours && parent.filter(Files::isWritable).isPresent()) {
            findings.add(Finding.good(directory + " will be made at the start (" + key + ")"));
        } else {
            findings.add(Finding.wrong(directory + " does not exist (" + key + ")"));
        }
    }

    private void room() {
        Optional<Path> place = nearest(media.spool());
        if (place.isEmpty()) {
            return;
        }
        try {
            long free = Files.getFileStore(place.get()).getUsableSpace();
            boolean enough = free > media.spoolReserve();
            findings.add(new Finding(
                    enough,
                    enough
                            ? "the file system of the spool has " + (free >> 20) + " MiB free"
                            : "the file system of the spool has only " + (free >> 20)
                                    + " MiB free, less than media.spool-reserve"));
        } catch (IOException e) {
            findings.add(
                    Finding.wrong("the file system of the spool does not say how much room it has: " + e.getMessage()));
        }
    }

    private static Optional<Path> nearest(Path directory) {
        Path place = directory.toAbsolutePath();
        while (place != null && !Files.isDirectory(place)) {
            place = place.getParent();
        }
        return Optional.ofNullable(place);
    }
}
