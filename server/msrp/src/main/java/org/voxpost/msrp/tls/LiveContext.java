package org.voxpost.msrp.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.TlsContext;
import org.voxpost.msrp.TlsSettings;
import org.voxpost.sdp.Fingerprint;

/**
 * A TLS context whose certificate can change while sessions are being set up. A peer compares what the handshake shows with
 * the description that it got before. So a new certificate is only announced at first: descriptions show the fingerprints of
 * both, as RFC 8122 §5.1 has it where it is not known which will be used, and handshakes show the old one until no session
 * waits that knows nothing else. Any thread.
 */
public final class LiveContext {

    private static final Logger LOG = LoggerFactory.getLogger(LiveContext.class);

    /** Longer than any set-up takes: then the new certificate is shown in any case. */
    private static final Duration LONGEST_OVERLAP = Duration.ofMinutes(10);

    /**
     * @param shown what handshakes show
     * @param next what is announced
     * @param waiting sessions without a connection whose description knows of nothing but {@code shown}
     * @param since when {@code next} came, by the monotonic clock
     */
    private record Phase(TlsIdentity shown, @Nullable TlsIdentity next, int waiting, long since) {

        /** Whether a description of now is one that waits for {@code shown}. */
        boolean knowsOne() {
            return next == null;
        }

        /**
         * Of all certificates that may be shown the same hash functions, since a peer looks at those of one only (RFC 8122 §5.1); and of
         * all of them where one cannot do without: whoever gets a fingerprint asks no authority.
         *
         * @param standing what a connection has shown that the session may stay on; null for none
         */
        List<Fingerprint> fingerprints(@Nullable TlsIdentity standing) {
            List<TlsIdentity> possible = Stream.of(standing, shown, next)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
            Set<String> hashes = new TreeSet<>();
            possible.forEach(identity -> hashes.addAll(identity.hashes()));
            return possible.stream()
                    .flatMap(identity -> identity.fingerprints(hashes).stream())
                    .distinct()
                    .toList();
        }

        Phase withWaiting(int change) {
            return new Phase(shown, next, waiting + change, since).settled();
        }

        Phase announcing(TlsIdentity other, long now) {
            return new Phase(shown, other, waiting, now).settled();
        }

        private Phase settled() {
            return waiting > 0 && !sameFingerprints() ? this : switched();
        }

        Phase switched() {
            return next == null ? this : new Phase(next, null, sameFingerprints() ? waiting : 0, since);
        }

        private boolean sameFingerprints() {
            return next != null && next.fingerprints().equals(shown.fingerprints());
        }
    }

    private final TlsContext configured;
    private final TlsSettings settings;
    private final String host;
    private final AtomicReference<Phase> phase;
    private byte[] seen;

    /** @param host for a certificate of our own making */
    LiveContext(TlsContext configured, TlsSettings settings, String host) throws IOException {
        this.configured = configured;
        this.settings = settings;
        this.host = host;
        this.seen = digest();
        this.phase = new AtomicReference<>(new Phase(load(), null, 0, 0));
    }

    public TlsContext configured() {
        return configured;
    }

    /** For a handshake that begins now. */
    public TlsIdentity identity() {
        return current().shown;
    }

    private Phase current() {
        return Objects.requireNonNull(phase.get());
    }

    /** For a session description that is written now. */
    public Ticket ticket() {
        return ticket(null);
    }

    /**
     * For a session description that is written now, of a session that may stay where it is.
     *
     * @param standing what its connection has shown; null for nothing
     */
    public Ticket ticket(@Nullable TlsIdentity standing) {
        Phase before = phase.getAndUpdate(now -> now.knowsOne() ? now.withWaiting(1) : now);
        return new Ticket(this, before.fingerprints(standing), before.knowsOne() ? before.shown : null);
    }

    /** A session that waited for this certificate does no more; without meaning when that is gone by force. */
    void closed(TlsIdentity awaited) {
        phase.updateAndGet(now ->
                now.waiting > 0 && now.shown.fingerprints().equals(awaited.fingerprints()) ? now.withWaiting(-1) : now);
    }

    /**
     * Looks whether files have changed. Reads disks; one thread at a time.
     *
     * @return whether a certificate was taken over
     */
    boolean refresh(long now) {
        Phase current = current();
        if (current.next != null) {
            if (now - current.since > LONGEST_OVERLAP.toNanos()) {
                phase.updateAndGet(Phase::switched);
            }
            return false;
        }
        try {
            byte[] found = digest();
            if (Arrays.equals(found, seen)) {
                return false;
            }
            seen = found;
            TlsIdentity changed = load();
            phase.updateAndGet(before -> before.announcing(changed, now));
            LOG.info("The certificate of TLS context {} was replaced", configured.name());
            return true;
        } catch (IOException e) {
            LOG.warn(
                    "The changed files of TLS context {} are not taken: {}; the certificate stays as it was",
                    configured.name(),
                    e.getMessage());
            return false;
        }
    }

    private TlsIdentity load() throws IOException {
        Optional<Path> certificates = configured.certificates();
        Optional<Path> key = configured.key();
        Credential credential = certificates.isPresent() && key.isPresent()
                ? Credential.read(certificates.get(), key.get())
                : SelfSigned.of(host, Instant.now());
        TrustStore authorities = configured.trust().isPresent()
                ? TrustStore.read(configured.trust().get())
                : TrustStore.platform();
        return new TlsIdentity(configured, settings, credential, authorities);
    }

    /** Of all files together. */
    private byte[] digest() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files()) {
                digest.update(PemFiles.octets(file));
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private List<Path> files() {
        return Stream.of(configured.certificates(), configured.key(), configured.trust())
                .flatMap(Optional::stream)
                .toList();
    }
}
