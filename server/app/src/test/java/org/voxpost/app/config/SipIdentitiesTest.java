package org.voxpost.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.testkit.Authority;

/** Renewal of the certificate of SIP over TLS. */
class SipIdentitiesTest {
    private static final Duration AT_ONCE = Duration.ofNanos(1);

    @TempDir
    Path directory;

    private Authority authority;
    private Authority.Identity first;
    private TlsFiles files;

    @BeforeEach
    void write() throws Exception {
        authority = Authority.in(directory.resolve("authority"));
        first = authority.issue("first", "dns:sip.example.com");
        files = new TlsFiles(
                Optional.of(first.writeChain(directory.resolve("chain.pem"))),
                Optional.of(first.writeKey(directory.resolve("key.pem"))),
                Optional.of(authority.certificate()));
    }

    @Test
    void changedFilesAreTakenOverAndUnchangedOnesAreTheSameIdentity() throws Exception {
        SipIdentities identities = SipIdentities.open(files, "sip.example.com", AT_ONCE);
        assertThat(identities.get().chain()).isEqualTo(first.chain());
        assertThat(identities.get()).isSameAs(identities.get());

        Authority.Identity second = authority.issue("second", "dns:sip.example.com");
        second.writeChain(directory.resolve("chain.pem"));
        second.writeKey(directory.resolve("key.pem"));

        assertThat(identities.get().chain()).isEqualTo(second.chain());
    }

    @Test
    void changedFilesThatCannotBeUsedLeaveEverythingAsItWas() throws Exception {
        SipIdentities identities = SipIdentities.open(files, "sip.example.com", AT_ONCE);

        Files.writeString(directory.resolve("chain.pem"), "not yet written");

        assertThat(identities.get().chain()).isEqualTo(first.chain());
    }

    @Test
    void filesAreNotLookedAtMoreOftenThanConfigured() throws Exception {
        SipIdentities identities = SipIdentities.open(files, "sip.example.com", Duration.ofDays(1));

        authority.issue("third", "dns:sip.example.com").writeChain(directory.resolve("chain.pem"));

        assertThat(identities.get().chain()).isEqualTo(first.chain());
    }

    @Test
    void aCertificateThatIsNotThereStopsTheStart() throws Exception {
        Files.delete(directory.resolve("chain.pem"));

        assertThatThrownBy(() -> SipIdentities.open(files, "sip.example.com", AT_ONCE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chain.pem does not exist");
    }

    @Test
    void withoutFilesThereIsACertificateOfOurOwnMaking() throws Exception {
        SipIdentities identities = SipIdentities.open(
                new TlsFiles(Optional.empty(), Optional.empty(), Optional.empty()), "192.0.2.1", AT_ONCE);

        assertThat(identities.get().chain().getFirst().getSubjectX500Principal().getName())
                .isEqualTo("CN=192.0.2.1");
    }
}
