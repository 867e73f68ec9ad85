package org.voxpost.app.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.MediaSecurity;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.TlsContext;
import org.voxpost.msrp.TlsContext.ClientCertificates;
import org.voxpost.msrp.TlsSettings;
import picocli.CommandLine.Option;

/** Whether the small peers (receive, send, fetch) use MSRP over TLS. */
final class TlsOptions {
    @Option(names = "--tls", description = "MSRP over TLS, and over nothing else.")
    private boolean tls;

    @Option(
            names = "--tls-port",
            description = "Port for MSRP over TLS; 0 takes any. Default: ${DEFAULT-VALUE}.",
            defaultValue = "0")
    private int port;

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "Our certificate in PEM. Default: a self-signed one, known by its fingerprint.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its key in PEM.")
    private @Nullable Path key;

    @Option(
            names = "--tls-trust",
            paramLabel = "FILE",
            description = "Authorities in PEM, for a peer without a fingerprint. Default: those of Java.")
    private @Nullable Path trust;

    @Option(
            names = "--tls-clients",
            paramLabel = "WISH",
            description = "Certificates of peers that connect to us: ${COMPLETION-CANDIDATES}. none asks for none and"
                    + " checks none, wanted checks the one that is shown and wants the one that a fingerprint"
                    + " promises, required refuses whoever shows none. Default: wanted.")
    private @Nullable ClientCertificates clients;

    @Option(names = "--tls-fingerprint", description = "Refuses a peer without a fingerprint.")
    private boolean fingerprint;

    MediaSecurity security() {
        return tls ? MediaSecurity.TLS.withRequireFingerprint(fingerprint) : MediaSecurity.PLAIN;
    }

    MsrpConfiguration over(MsrpConfiguration plain) {
        if (!tls && (certificate != null || key != null || trust != null || clients != null || fingerprint)) {
            throw new WrongUsage(
                    "--tls-certificate, --tls-key, --tls-trust, --tls-clients and --tls-fingerprint need --tls");
        }
        if (fingerprint && clients == ClientCertificates.NONE) {
            throw new WrongUsage(
                    "--tls-fingerprint needs a certificate of clients, and --tls-clients none asks for none");
        }
        return tls ? plain.withTls(TlsSettings.of(context())) : plain;
    }

    private TlsContext context() {
        if ((certificate == null) != (key == null)) {
            throw new WrongUsage("--tls-certificate and --tls-key go together");
        }
        TlsContext context = TlsContext.selfSigned(TlsContext.DEFAULT_NAME).withPort(port);
        if (certificate != null && key != null) {
            context = context.withFiles(certificate, key);
        }
        if (clients != null) {
            context = context.withClientCertificates(clients);
        }
        return trust == null ? context : context.withTrust(trust);
    }
}
