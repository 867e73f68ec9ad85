package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.testkit.Authority;

/** Whom a certificate is for (RFC 5922 §7). */
class DomainNamesTest {
    @TempDir
    static Path directory;

    private static X509Certificate domain;
    private static X509Certificate host;

    @BeforeAll
    static void certificates() {
        Authority authority = Authority.in(directory);
        domain = authority
                .issue("domain", "uri:sip:example.com", "dns:proxy.example.net")
                .chain()
                .getFirst();
        host = authority
                .issue(
                        "host",
                        "dns:*.example.org",
                        "dns:sip.example.org",
                        "ip:192.0.2.1",
                        "ip:2001:db8::1",
                        "uri:http://example.com")
                .chain()
                .getFirst();
    }

    @Test
    void aSipDomainCountsBeforeNamesOfHosts() {
        assertThat(DomainNames.certified("Example.COM.", domain)).isTrue();
        assertThat(DomainNames.certified("proxy.example.net", domain)).isFalse();
    }

    @Test
    void namesOfHostsCountWhereThereIsNoSipDomain() {
        assertThat(DomainNames.certified("SIP.example.org", host)).isTrue();
        assertThat(DomainNames.certified("example.com", host)).isFalse();
    }

    @Test
    void wildcardsCountForNobody() {
        assertThat(DomainNames.certified("other.example.org", host)).isFalse();
    }

    @Test
    void anAddressIsComparedWithAddresses() {
        assertThat(DomainNames.certified("192.0.2.1", host)).isTrue();
        assertThat(DomainNames.certified("[2001:db8:0::1]", host)).isTrue();
        assertThat(DomainNames.certified("192.0.2.2", host)).isFalse();
    }

    @Test
    void theSubjectProvesNothing() {
        assertThat(DomainNames.certified("domain", domain)).isFalse();
    }
}
