package org.voxpost.msrp.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.msrp.CertificateReport;
import org.voxpost.msrp.Certificates;
import org.voxpost.msrp.Certificates.Made;
import org.voxpost.msrp.TlsContext;
import org.voxpost.msrp.TlsSettings;
import org.voxpost.sdp.Fingerprint;

/** A certificate that changes under sessions that are being set up (RFC 8122 §5.1). */
class LiveContextTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before each test
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Fingerprint old;

    @BeforeEach
    void write() throws Exception {
        old = write(Certificates.selfSigned("one.example"));
    }

    private Fingerprint write(Made made) throws Exception {
        made.certificates(directory);
        made.key(directory);
        return made.fingerprint("sha-256");
    }

    private LiveContext context() throws IOException {
        TlsContext configured = TlsContext.selfSigned("default")
                .withFiles(directory.resolve("chain.pem"), directory.resolve("key.pem"));
        return new LiveContext(configured, TlsSettings.of(configured), "127.0.0.1");
    }

    private static List<Fingerprint> shown(LiveContext context) {
        return context.identity().fingerprints();
    }

    @Test
    void newCertificateIsShownAtOnceWhenNobodyWaits() throws Exception {
        LiveContext context = context();
        context.ticket().close();
        assertThat(context.refresh(1)).isFalse();
        Fingerprint changed = write(Certificates.selfSigned("two.example"));
        assertThat(context.refresh(2)).isTrue();
        assertThat(shown(context)).containsExactly(changed);
        assertThat(context.ticket().fingerprints()).containsExactly(changed);
    }

    @Test
    void sessionThatWasOfferedBeforeSeesTheCertificateOfItsOffer() throws Exception {
        LiveContext context = context();
        Ticket before = context.ticket();
        Ticket another = context.ticket();
        Fingerprint changed = write(Certificates.selfSigned("two.example"));
        assertThat(context.refresh(1)).isTrue();
        Ticket between = context.ticket();
        assertThat(between.fingerprints()).containsExactly(old, changed);
        before.close();
        before.close();
        assertThat(shown(context)).containsExactly(old);
        another.close();
        assertThat(shown(context)).containsExactly(changed);
        between.close();
        assertThat(context.ticket().fingerprints()).containsExactly(changed);
    }

    @Test
    void bothCertificatesAreShownByTheSameHashFunctions() throws Exception {
        LiveContext context = context();
        Ticket waiting = context.ticket();
        Made changed = Certificates.selfSigned("two.example", "SHA384withECDSA");
        write(changed);
        context.refresh(1);
        assertThat(context.ticket().fingerprints())
                .extracting(fingerprint -> fingerprint.hash().algorithm())
                .containsExactly("sha-256", "sha-384", "sha-256", "sha-384");
        waiting.close();
        assertThat(context.ticket().fingerprints())
                .containsExactly(changed.fingerprint("sha-256"), changed.fingerprint("sha-384"));
    }

    @Test
    void certificateOfAnAuthorityThatIsAnnouncedBesideASelfSignedOneHasAFingerprintToo() throws Exception {
        LiveContext context = context();
        Ticket before = context.ticket();
        Made certified = Certificates.issued(Certificates.authority("Authority"), "127.0.0.1");
        Fingerprint changed = write(certified);
        context.refresh(1);
        assertThat(context.ticket().fingerprints()).containsExactly(old, changed);
        before.close();
        assertThat(context.identity().fingerprints()).isEmpty();
        assertThat(context.ticket().fingerprints()).isEmpty();
    }

    @Test
    void sessionWithoutFingerprintIsAwaitedBeforeASelfSignedCertificateIsShown() throws Exception {
        write(Certificates.issued(Certificates.authority("Authority"), "127.0.0.1"));
        LiveContext context = context();
        Ticket before = context.ticket();
        assertThat(before.fingerprints()).isEmpty();
        Fingerprint changed = write(Certificates.selfSigned("two.example"));
        context.refresh(1);
        assertThat(context.identity().fingerprints()).isEmpty();
        before.close();
        assertThat(shown(context)).containsExactly(changed);
    }

    @Test
    void overlapEndsEvenWhenASessionWaitsForEver() throws Exception {
        LiveContext context = context();
        Ticket forgotten = context.ticket();
        Fingerprint changed = write(Certificates.selfSigned("two.example"));
        context.refresh(0);
        context.refresh(Duration.ofMinutes(10).toNanos());
        assertThat(shown(context)).containsExactly(old);
        context.refresh(Duration.ofMinutes(11).toNanos());
        assertThat(shown(context)).containsExactly(changed);
        Ticket fresh = context.ticket();
        forgotten.close();
        write(Certificates.selfSigned("three.example"));
        context.refresh(Duration.ofMinutes(12).toNanos());
        assertThat(shown(context)).containsExactly(changed);
        fresh.close();
        assertThat(shown(context)).doesNotContain(changed);
    }

    @Test
    void filesThatDoNotBelongTogetherAreLeftAloneUntilTheyDo() throws Exception {
        LiveContext context = context();
        Made changed = Certificates.selfSigned("two.example");
        changed.certificates(directory);
        assertThat(context.refresh(1)).isFalse();
        assertThat(shown(context)).containsExactly(old);
        changed.key(directory);
        assertThat(context.refresh(2)).isTrue();
        assertThat(shown(context)).containsExactly(changed.fingerprint("sha-256"));
    }

    @Test
    void fileThatVanishesChangesNothing() throws Exception {
        LiveContext context = context();
        Files.delete(directory.resolve("key.pem"));
        assertThat(context.refresh(1)).isFalse();
        assertThat(shown(context)).containsExactly(old);
    }

    @Test
    void reportSaysWhatTheFilesHoldAndWhatIsWrongWithThem() throws Exception {
        Path chain = directory.resolve("chain.pem");
        Path key = directory.resolve("key.pem");
        CertificateReport report = CertificateReport.of(chain, key);
        assertThat(report.subject()).isEqualTo("CN=one.example");
        assertThat(report.selfSigned()).isTrue();
        assertThat(report.fingerprint()).isEqualTo(old.hash().toString());
        assertThat(CertificateReport.authorities(chain)).isEqualTo(1);
        Certificates.selfSigned("two.example").key(directory);
        assertThatThrownBy(() -> CertificateReport.of(chain, key))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not that of the first certificate");
        assertThatThrownBy(() -> CertificateReport.of(key, key))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("certificate");
        assertThatThrownBy(() -> CertificateReport.of(chain, chain))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("private key");
        assertThatThrownBy(() -> CertificateReport.of(chain, directory.resolve("none.pem")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not exist");
    }
}
