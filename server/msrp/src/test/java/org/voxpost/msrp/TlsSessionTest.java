package org.voxpost.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.msrp.Certificates.Made;
import org.voxpost.msrp.PeerPolicy.AnswerSetup;
import org.voxpost.msrp.PeerPolicy.OfferSetup;
import org.voxpost.msrp.Peers.Outcome;
import org.voxpost.msrp.Peers.Receiving;
import org.voxpost.msrp.TlsContext.ClientCertificates;
import org.voxpost.msrp.TlsContext.Fingerprints;
import org.voxpost.msrp.TlsContext.Profile;
import org.voxpost.sdp.MediaDescription;

/** Two endpoints over TLS (RFC 4975 §14, RFC 8122). */
@Timeout(60)
class TlsSessionTest {

    private static final String HOST = "127.0.0.1";

    private final Receiving alice = new Receiving();
    private final Receiving bob = new Receiving();
    private final Receiving several = new OfSeveral();
    private MsrpEndpoint offerer;
    private MsrpEndpoint answerer;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before each test
    private Path directory;

    TlsSessionTest() throws Exception {
        offerer = Peers.open();
        answerer = Peers.open();
    }

    @AfterEach
    void close() {
        offerer.close();
        answerer.close();
    }

    private void open(TlsContext offering, TlsContext answering) throws Exception {
        close();
        offerer = MsrpEndpoint.open(Peers.loopback().withTls(TlsSettings.of(offering)));
        answerer = MsrpEndpoint.open(Peers.loopback().withTls(TlsSettings.of(answering)));
    }

    private void open() throws Exception {
        open(TlsContext.selfSigned("default"), TlsContext.selfSigned("default"));
    }

    /** Listens to more than one session. */
    private static final class OfSeveral extends Receiving {
        @Override
        public void ended(SessionEnd end) {}
    }

    private static SessionTerms terms(MediaSecurity security) {
        return SessionTerms.of(List.of("*")).withPolicy(PeerPolicy.DEFAULT.withSecurity(security));
    }

    private MsrpSession offer(MediaSecurity security) {
        return offerer.offer(terms(security), alice);
    }

    private MsrpSession agree(SessionTerms offering, SessionTerms answering) throws Exception {
        return agree(offering, alice, answering, bob);
    }

    private MsrpSession agree(SessionTerms offering, Receiving offers, SessionTerms answering, Receiving answers)
            throws Exception {
        MsrpSession offer = offerer.offer(offering, offers);
        MsrpSession answer = answerer.answer(offer.localDescription(), answering, answers);
        answer.start();
        offer.answered(answer.localDescription());
        return offer;
    }

    private static void exchange(MsrpSession from, Receiving to) throws Exception {
        Outcome outcome = new Outcome();
        from.send(MessageContent.of("text/plain", "hello".getBytes(StandardCharsets.UTF_8)), outcome);
        assertThat(Peers.await(to.messages).text()).isEqualTo("hello");
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(5));
    }

    private TlsContext context(String name, Made made) throws Exception {
        Path own = Files.createDirectory(directory.resolve(name));
        return TlsContext.selfSigned("default").withFiles(made.certificates(own), made.key(own));
    }

    private Path trusting(Made authority) throws Exception {
        return authority.certificates(Files.createTempDirectory(directory, "trust"));
    }

    @ParameterizedTest
    @EnumSource(MediaSecurity.Transport.class)
    void bothTransportsCarryMessagesSideBySide(MediaSecurity.Transport transport) throws Exception {
        open();
        MsrpSession session = agree(
                terms(MediaSecurity.PLAIN.withTransport(transport)),
                terms(MediaSecurity.PLAIN.withTransport(MediaSecurity.Transport.EITHER)));
        exchange(session, bob);
        boolean tls = transport == MediaSecurity.Transport.TLS;
        assertThat(session.localDescription().isSecureMessage()).isEqualTo(tls);
        assertThat(offerer.statistics().tls().handshakes()).isEqualTo(tls ? 1 : 0);
    }

    @Test
    void offerShowsProtocolPortSchemeAndFingerprint() throws Exception {
        open();
        MediaDescription offer = offer(MediaSecurity.TLS).localDescription();
        assertThat(offer.protocol()).isEqualTo("TCP/TLS/MSRP");
        assertThat(offer.port()).isEqualTo(offerer.tlsPort("default")).isNotEqualTo(offerer.port());
        assertThat(offer.attribute("path").orElseThrow().text())
                .matches("msrps://127\\.0\\.0\\.1:" + offerer.tlsPort("default") + "/[a-z2-7]{26};tcp");
        assertThat(offer.attribute("fingerprint").orElseThrow().text())
                .matches("sha-256 [0-9A-F]{2}(:[0-9A-F]{2}){31}");
    }

    @ParameterizedTest
    @CsvSource({"ACTPASS,PASSIVE,true", "ACTPASS,ACTIVE,false", "PASSIVE,ACTIVE,false"})
    void activeSideIsTheTlsClientEvenWhenItAnswered(OfferSetup offer, AnswerSetup answer, boolean offererConnects)
            throws Exception {
        open(
                TlsContext.selfSigned("default").withClientCertificates(ClientCertificates.REQUIRED),
                TlsContext.selfSigned("default").withClientCertificates(ClientCertificates.REQUIRED));
        PeerPolicy policy = PeerPolicy.DEFAULT
                .withSecurity(MediaSecurity.TLS.withRequireFingerprint(true))
                .withOfferSetup(offer)
                .withAnswerSetup(answer);
        SessionTerms terms = SessionTerms.of(List.of("*")).withPolicy(policy);
        exchange(agree(terms, terms), bob);
        assertThat(offerer.statistics().connected()).isEqualTo(offererConnects ? 1 : 0);
        assertThat(answerer.statistics().connected()).isEqualTo(offererConnects ? 0 : 1);
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void aFileOfManyRecordsArrivesUnchanged(Profile profile) throws Exception {
        open(
                TlsContext.selfSigned("default").withProfile(profile),
                TlsContext.selfSigned("default").withProfile(profile));
        byte[] octets = new byte[1_000_000];
        new Random(1).nextBytes(octets);
        Path file = Files.write(directory.resolve("file"), octets);
        MsrpSession session = agree(terms(MediaSecurity.TLS), terms(MediaSecurity.TLS));
        Outcome outcome = new Outcome();
        session.send(MessageContent.of("audio/amr", file, octets.length), outcome);
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(octets.length));
        assertThat(Peers.await(bob.messages).bytes()).isEqualTo(octets);
        session.end();
        assertThat(Peers.await(bob.ended).cause()).isEqualTo(SessionEnd.Cause.CONNECTION_LOST);
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void rsaKeysOfBothSidesSign(Profile profile) throws Exception {
        open(
                context("a", Certificates.rsa(HOST)).withProfile(profile),
                context("b", Certificates.rsa(HOST))
                        .withProfile(profile)
                        .withClientCertificates(ClientCertificates.REQUIRED));
        exchange(agree(terms(MediaSecurity.TLS), terms(MediaSecurity.TLS)), bob);
    }

    @Test
    void eachContextHasItsPortAndShowsItsOwnCertificate() throws Exception {
        Made one = Certificates.selfSigned("one.example");
        Made two = Certificates.selfSigned("two.example", "SHA384withECDSA");
        TlsContext first = context("one", one);
        Path own = Files.createDirectory(directory.resolve("two"));
        TlsContext second = TlsContext.selfSigned("second").withFiles(two.certificates(own), two.key(own));
        close();
        offerer = MsrpEndpoint.open(Peers.loopback().withTls(TlsSettings.of(first, second)));
        answerer = MsrpEndpoint.open(Peers.loopback().withTls(TlsSettings.of(TlsContext.selfSigned("default"))));
        PeerPolicy passive = PeerPolicy.DEFAULT.withOfferSetup(OfferSetup.PASSIVE);
        for (MediaSecurity security : List.of(MediaSecurity.TLS, MediaSecurity.TLS.withContext("second"))) {
            Receiving events = new Receiving();
            MsrpSession offer =
                    offerer.offer(SessionTerms.of(List.of("*")).withPolicy(passive.withSecurity(security)), events);
            MsrpSession answer = answerer.answer(offer.localDescription(), terms(MediaSecurity.TLS), several);
            answer.start();
            offer.answered(answer.localDescription());
            exchange(answer, events);
        }
        assertThat(offerer.tlsPort("default")).isNotEqualTo(offerer.tlsPort("second"));
        assertThat(shown(offerer.offer(terms(MediaSecurity.TLS), several)))
                .containsExactly(one.fingerprint("sha-256").attribute().text());
        assertThat(shown(offerer.offer(terms(MediaSecurity.TLS.withContext("second")), several)))
                .containsExactly(
                        two.fingerprint("sha-256").attribute().text(),
                        two.fingerprint("sha-384").attribute().text());
    }

    private static List<String> shown(MsrpSession session) {
        return session.localDescription()
                .attributes("fingerprint")
                .map(attribute -> attribute.text())
                .toList();
    }

    @Test
    void certificateOfATrustedAuthorityNeedsNoFingerprint() throws Exception {
        Made authority = Certificates.authority("Authority");
        open(
                context("a", Certificates.issued(authority, HOST))
                        .withTrust(trusting(authority))
                        .withClientCertificates(ClientCertificates.REQUIRED),
                context("b", Certificates.issued(authority, HOST))
                        .withTrust(trusting(authority))
                        .withClientCertificates(ClientCertificates.REQUIRED));
        MsrpSession session = agree(terms(MediaSecurity.TLS), terms(MediaSecurity.TLS));
        assertThat(shown(session)).isEmpty();
        exchange(session, bob);
    }

    @ParameterizedTest
    @CsvSource({
        "other.example,false,false,for another host",
        "127.0.0.1,true,false,not valid",
        "127.0.0.1,false,true,not valid",
    })
    void withoutFingerprintTheServerIsCheckedLikeAnyOther(
            String host, boolean expired, boolean ofAnother, String reason) throws Exception {
        Made authority = Certificates.authority("Authority");
        Made issuer = ofAnother ? Certificates.authority("Another") : authority;
        Made shown = expired ? Certificates.expired(issuer, host) : Certificates.issued(issuer, host);
        open(TlsContext.selfSigned("default").withTrust(trusting(authority)), context("b", shown));
        agree(terms(MediaSecurity.TLS), terms(MediaSecurity.TLS));
        SessionEnd end = Peers.await(alice.ended);
        assertThat(end.cause()).isEqualTo(SessionEnd.Cause.WRONG_IDENTITY);
        assertThat(end.detail()).contains(reason);
        assertThat(offerer.statistics().tls().mismatches()).isEqualTo(1);
    }

    @Test
    void selfSignedWithoutFingerprintIsRefused() throws Exception {
        open(TlsContext.selfSigned("default"), TlsContext.selfSigned("default").withFingerprints(Fingerprints.NEVER));
        agree(terms(MediaSecurity.TLS), terms(MediaSecurity.TLS));
        SessionEnd end = Peers.await(alice.ended);
        assertThat(end.cause()).isEqualTo(SessionEnd.Cause.WRONG_IDENTITY);
        assertThat(end.detail()).contains("self-signed");
    }

    @Test
    void expiredCertificateCountsWhereItsFingerprintDoes() throws Exception {
        open(TlsContext.selfSigned("default"), context("b", Certificates.expired(null, HOST)));
        exchange(agree(terms(MediaSecurity.TLS), terms(MediaSecurity.TLS)), bob);
    }

    @Test
    void sessionsShareAConnectionOnlyWhereTheyExpectTheSamePeer() throws Exception {
        Made authority = Certificates.authority("Authority");
        open(
                TlsContext.selfSigned("default").withTrust(trusting(authority)),
                context("b", Certificates.issued(authority, HOST)).withFingerprints(Fingerprints.ALWAYS));
        exchange(agree(terms(MediaSecurity.TLS), several, terms(MediaSecurity.TLS), several), several);
        exchange(agree(terms(MediaSecurity.TLS), several, terms(MediaSecurity.TLS), several), several);
        assertThat(offerer.statistics().connected()).isEqualTo(1);
        MsrpSession byHost = offerer.offer(terms(MediaSecurity.TLS), new Receiving());
        MsrpSession answer = answerer.answer(byHost.localDescription(), terms(MediaSecurity.TLS), several);
        answer.start();
        byHost.answered(answer.localDescription().without("fingerprint"));
        exchange(byHost, several);
        assertThat(offerer.statistics().connected()).isEqualTo(2);
        Receiving forged = new Receiving();
        MsrpSession other = offerer.offer(terms(MediaSecurity.TLS), forged);
        MediaDescription fourth = answerer.answer(other.localDescription(), terms(MediaSecurity.TLS), several)
                .localDescription();
        other.answered(fourth.replacing(
                Certificates.selfSigned(HOST).fingerprint("sha-256").attribute()));
        assertThat(Peers.await(forged.ended).cause()).isEqualTo(SessionEnd.Cause.WRONG_IDENTITY);
        exchange(byHost, several);
    }
}
