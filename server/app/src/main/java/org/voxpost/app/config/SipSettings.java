package org.voxpost.app.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.voxpost.sip.Credentials;
import org.voxpost.sip.SessionTimer;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipTls;
import org.voxpost.sip.SipUri;

/**
 * What the configuration says of signalling, as the module wants it.
 *
 * @param home where relative paths start
 */
record SipSettings(SipSection sip, Path home) {

    /** @throws IOException when the certificate cannot be used */
    SipConfiguration all() throws IOException {
        SipConfiguration plain = plain();
        return sip.tls().enabled() ? plain.withTls(tls(sip.tls())) : plain;
    }

    /** Without TLS. */
    SipConfiguration plain() {
        SipConfiguration usual = SipConfiguration.on(sip.bind(), sip.udpPort());
        return new SipConfiguration(
                sip.bind(),
                sip.udpPort(),
                sip.tcpPort(),
                sip.advertisedHost().orElse(""),
                sip.advertisedPort(),
                sip.userAgent(),
                sip.outboundProxy().map(SipUri::parse),
                sip.credentials().stream()
                        .map(one -> new Credentials(one.realm(), one.user(), one.password()))
                        .toList(),
                new SessionTimer(
                        sip.sessionTimer().expires(),
                        sip.sessionTimer().minimum(),
                        sip.sessionTimer().always()),
                sip.redirects(),
                sip.challenges(),
                sip.t1(),
                sip.provisionalAfter(),
                sip.largestMessage().asInt(),
                sip.streamThreshold().asInt(),
                sip.workers() == 0 ? usual.workers() : sip.workers(),
                Optional.empty(),
                Optional.empty());
    }

    /** Of its TLS. */
    TlsFiles files() {
        return new TlsFiles(
                sip.tls().certificate().map(this::path),
                sip.tls().key().map(this::path),
                sip.tls().trust().map(this::path));
    }

    private SipTls tls(SipTlsSection tls) throws IOException {
        return new SipTls(
                tls.port(),
                tls.advertisedPort(),
                SipIdentities.open(files(), sip.advertisedHost().orElse(sip.bind()), tls.reload()),
                tls.clientCertificates(),
                tls.profile(),
                tls.servers(),
                tls.handshake(),
                tls.handshakes());
    }

    private Path path(Path configured) {
        return home.resolve(configured).normalize();
    }
}
