package org.voxpost.app.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.voxpost.msrp.CertificateReport;
import org.voxpost.msrp.TlsContext;
import org.voxpost.msrp.TlsSettings;

/** Whether certificate files can be used, and for how long. */
final class CertificateChecks {
    private static final Duration SOON = Duration.ofDays(14);

    private CertificateChecks() {}

    static List<Finding> of(TlsSettings tls, Instant now) {
        List<Finding> findings = new ArrayList<>();
        for (TlsContext context : tls.contexts()) {
            if (context.certificates().isPresent() && context.key().isPresent()) {
                findings.add(certificate(
                        context, context.certificates().get(), context.key().get(), now));
            } else {
                findings.add(Finding.good("TLS context " + context.name() + " gets a self-signed certificate"));
            }
            context.trust().ifPresent(trust -> findings.add(authorities(context, trust)));
        }
        return findings;
    }

    private static Finding certificate(TlsContext context, Path certificates, Path key, Instant now) {
        String name = "the certificate of TLS context " + context.name();
        try {
            CertificateReport report = CertificateReport.of(certificates, key);
            String whose = name + " (" + report.subject() + ", "
                    + (report.selfSigned() ? "self-signed" : "issued by " + report.issuer()) + ")";
            if (readableByAll(key)) {
                return Finding.wrong(name + " has a key that everybody can read: " + key);
            }
            if (report.notBefore().isAfter(now)) {
                return Finding.wrong(whose + " is not valid before " + report.notBefore());
            }
            if (report.notAfter().isBefore(now)) {
                return Finding.wrong(whose + " expired at " + report.notAfter());
            }
            if (report.notAfter().isBefore(now.plus(SOON))) {
                return Finding.wrong(whose + " expires soon, at " + report.notAfter());
            }
            return Finding.good(whose + " fits its key and is valid until " + report.notAfter());
        } catch (IOException e) {
            return Finding.wrong(name + " cannot be used: " + e.getMessage());
        }
    }

    private static boolean readableByAll(Path key) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(key, PosixFileAttributeView.class);
        return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ);
    }

    private static Finding authorities(TlsContext context, Path trust) {
        try {
            return Finding.good("TLS context " + context.name() + " trusts " + CertificateReport.authorities(trust)
                    + " authorities");
        } catch (IOException e) {
            return Finding.wrong(
                    "the authorities of TLS context " + context.name() + " cannot be read: " + e.getMessage());
        }
    }
}
