package org.voxpost.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.TlsMaterial;
import org.voxpost.sip.SipIdentity;

/** The certificate of SIP over TLS, read again when its files have changed. Any thread; may read disks. */
final class SipIdentities implements Supplier<SipIdentity> {
    private static final Logger LOG = LoggerFactory.getLogger(SipIdentities.class);

    private final TlsFiles files;
    private final String host;
    private final long reload;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile SipIdentity current;
    private volatile long looked = System.nanoTime();
    private byte[] seen;

    private SipIdentities(TlsFiles files, String host, Duration reload) throws IOException {
        this.files = files;
        this.host = host;
        this.reload = reload.toNanos();
        this.seen = digest();
        this.current = read();
    }

    /**
     * Reads the files.
     *
     * @param host for a certificate of our own making
     * @param reload least time between two looks at the files
     * @throws IOException when they cannot be used; it says why in one line
     */
    static SipIdentities open(TlsFiles files, String host, Duration reload) throws IOException {
        return new SipIdentities(files, host, reload);
    }

    /** Whoever comes while another one looks gets what there is. */
    @Override
    public SipIdentity get() {
        if (System.nanoTime() - looked >= reload && looking.tryLock()) {
            try {
                refresh();
                looked = System.nanoTime();
            } finally {
                looking.unlock();
            }
        }
        return current;
    }

    private void refresh() {
        try {
            byte[] found = digest();
            if (Arrays.equals(found, seen)) {
                return;
            }
            seen = found;
            current = read();
            LOG.info("The certificate of SIP over TLS was replaced");
        } catch (IOException e) {
            LOG.warn(
                    "The changed files of SIP over TLS are not taken: {}; the certificate stays as it was",
                    e.getMessage());
        }
    }

    private SipIdentity read() throws IOException {
        TlsMaterial read = TlsMaterial.of(files.certificate(), files.key(), files.trust(), host);
        return new SipIdentity(read.key(), read.chain(), read.authorities());
    }

    private byte[] digest() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files.all()) {
                if (!Files.exists(file)) {
                    throw new IOException(file + " does not exist");
                }
                digest.update(Files.readAllBytes(file));
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
