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
import org.voxpost.app.config.TlsFiles;
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
            TlsFiles files = new TlsFiles(context.certificates(), context.key(), context.trust());
            findings.addAll(of("TLS context " + context.name(), files, now));
        }
        return findings;
    }

    /** @param whose what the files are for */
    static List<Finding> of(String whose, TlsFiles files, Instant now) {
        List<Finding> findings = new ArrayList<>();
        if (files.certificate().isPresent() && files.key().isPresent()) {
            findings.add(
                    certificate(whose, files.certificate().get(), files.key().get(), now));
        } else {
            findings.add(Finding.good(whose + " gets a self-signed certificate"));
        }
        files.trust().ifPresent(trust -> findings.add(authorities(whose, trust)));
        return findings;
    }

    private static Finding certificate(String owner, Path certificates, Path key, Instant now) {
        String name = "the certificate of " + owner;
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

    private static Finding authorities(String whose, Path trust) {
        try {
            return Finding.good(whose + " trusts " + CertificateReport.authorities(trust) + " authorities");
        } catch (IOException e) {
            return Finding.wrong("the authorities of " + whose + " cannot be read: " + e.getMessage());
        }
    }
}
