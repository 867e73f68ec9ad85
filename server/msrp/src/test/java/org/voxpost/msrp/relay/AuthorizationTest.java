package org.voxpost.msrp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.voxpost.msrp.MimeHeader;
import org.voxpost.msrp.RelayAccount;
import org.voxpost.msrp.RelayAccount.DigestUri;
import org.voxpost.msrp.RelayRefused.Reason;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.MsrpUri;
import org.voxpost.msrp.wire.Status;
import org.voxpost.msrp.wire.TransactionId;

/** The way from AUTH to the URI of a relay (RFC 4976 §5.1). */
class AuthorizationTest {

    private static final String RELAY = "msrp://relay.example.com:2855;tcp";
    private static final MsrpUri OWN = MsrpUri.parse("msrp://us.example.com:2855/session;tcp");
    private static final String USE = "msrp://relay.example.com:2855/abc;tcp";
    private static final RelayAccount ACCOUNT = RelayAccount.of(RELAY, "alice", "secret");

    private final RelayMemory memory = new RelayMemory();
    private final Authorization authorization = authorization(ACCOUNT);

    private Authorization authorization(RelayAccount account) {
        return new Authorization(account, OWN, memory, () -> "cnonce");
    }

    private static Frame.Response response(int status, String... headers) {
        List<MimeHeader> lines = new ArrayList<>();
        for (String header : headers) {
            int colon = header.indexOf(": ");
            lines.add(new MimeHeader(header.substring(0, colon), header.substring(colon + 2)));
        }
        return new Frame.Response(new TransactionId("abcd"), new Status(status, ""), lines);
    }

    private static Frame.Response challenge(String nonce, String more) {
        return response(401, "WWW-Authenticate: Digest realm=\"r\", qop=\"auth\", nonce=\"" + nonce + "\"" + more);
    }

    private static Frame.Response granted(String... more) {
        List<String> headers = new ArrayList<>(List.of("Use-Path: " + USE, "Expires: 901"));
        headers.addAll(List.of(more));
        return response(200, headers.toArray(String[]::new));
    }

    private static String header(Step step, String name) {
        return ((Step.Ask) step)
                .headers().stream()
                        .filter(header -> header.name().equals(name))
                        .map(MimeHeader::value)
                        .findFirst()
                        .orElse("");
    }

    private static Map<String, String> credentials(Step step) {
        String value = header(step, "Authorization");
        return Parameters.parse(value.isEmpty() ? "" : value.substring("Digest ".length()));
    }

    private static void assertRefused(Step step, Reason reason) {
        assertThat(step).isInstanceOfSatisfying(Step.Refused.class, refused -> {
            assertThat(refused.why().reason()).isEqualTo(reason);
            assertThat(refused.why().getStackTrace()).isEmpty();
            assertThat(refused.why().getMessage()).doesNotContain("secret");
        });
    }

    @Test
    void challengeIsAnsweredAndThePathIsGranted() {
        Step first = authorization.begin();
        assertThat(first).isInstanceOfSatisfying(Step.Ask.class, ask -> {
            assertThat(ask.to().text()).isEqualTo(RELAY);
            assertThat(ask.from().text()).isEqualTo(OWN.toString());
        });
        assertThat(header(first, "Authorization")).isEmpty();
        assertThat(header(first, "Expires")).isEqualTo("3600");
        Step second = authorization.answered(challenge("n1", ""));
        assertThat(credentials(second))
                .containsEntry("username", "alice")
                .containsEntry("nonce", "n1")
                .containsEntry("uri", RELAY)
                .containsEntry("nc", "00000001")
                .doesNotContainKey("opaque");
        assertThat(authorization.answered(granted())).isInstanceOfSatisfying(Step.Granted.class, granted -> {
            assertThat(granted.usePath().text()).isEqualTo(USE);
            assertThat(granted.validity()).isEqualTo(Duration.ofSeconds(901));
        });
    }

    @Test
    void opaqueIsSentBack() {
        authorization.begin();
        assertThat(credentials(authorization.answered(challenge("n1", ", opaque=\"xyz\""))))
                .containsEntry("opaque", "xyz");
    }

    @Test
    void strongestChallengeIsAnsweredWhereverItStands() {
        authorization.begin();
        Step step = authorization.answered(response(
                401,
                "WWW-Authenticate: Digest realm=\"r\", qop=\"auth\", nonce=\"a\", algorithm=MD5",
                "WWW-Authenticate: Digest realm=\"r\", qop=\"auth\", nonce=\"b\", algorithm=SHA-256",
                "WWW-Authenticate: Digest realm=\"r\", qop=\"auth\", nonce=\"c\", algorithm=SHA-512-256"));
        assertThat(credentials(step)).containsEntry("nonce", "b").containsEntry("algorithm", "SHA-256");
    }

    @Test
    void challengeOfAnotherRealmThanTheConfiguredIsNotAnswered() {
        Authorization strict = authorization(ACCOUNT.withRealm("relay.example.com"));
        strict.begin();
        assertRefused(strict.answered(challenge("n1", "")), Reason.CHALLENGE);
        strict.begin();
        Step step = strict.answered(response(
                401,
                "WWW-Authenticate: Digest realm=\"r\", qop=\"auth\", nonce=\"a\", algorithm=SHA-256",
                "WWW-Authenticate: Digest realm=\"relay.example.com\", qop=\"auth\", nonce=\"b\", algorithm=MD5"));
        assertThat(credentials(step))
                .containsEntry("realm", "relay.example.com")
                .containsEntry("nonce", "b");
    }

    @Test
    void qopIsAuthOrNoneAndNeverIntegrity() {
        authorization.begin();
        assertRefused(
                authorization.answered(
                        response(401, "WWW-Authenticate: Digest realm=\"r\", qop=\"auth-int\", nonce=\"a\"")),
                Reason.CHALLENGE);
        authorization.begin();
        Step both = authorization.answered(
                response(401, "WWW-Authenticate: Digest realm=\"r\", qop=\"auth-int, auth\", nonce=\"a\""));
        assertThat(credentials(both)).containsEntry("qop", "auth");
        authorization(ACCOUNT).begin();
        Authorization old = authorization(ACCOUNT);
        old.begin();
        Step none = old.answered(response(401, "WWW-Authenticate: Digest realm=\"r\", nonce=\"b\""));
        assertThat(credentials(none)).doesNotContainKey("qop").containsKey("response");
    }

    @Test
    void oddValidityIsReadForWhatItCanMean() {
        authorization.begin();
        assertRefused(authorization.answered(response(200, "Use-Path: " + USE, "Expires: 0")), Reason.NO_PATH);
        authorization.begin();
        assertThat(authorization.answered(response(200, "Use-Path: " + USE, "Expires: soon")))
                .isInstanceOfSatisfying(
                        Step.Granted.class,
                        granted -> assertThat(granted.validity()).isEqualTo(Duration.ofHours(1)));
        authorization.begin();
        assertThat(authorization.answered(response(200, "Use-Path: " + USE, "Expires: 99999999999999999999")))
                .isInstanceOfSatisfying(
                        Step.Granted.class,
                        granted -> assertThat(granted.validity()).isGreaterThan(Duration.ofDays(365)));
        authorization.begin();
        assertRefused(authorization.answered(response(423, "Max-Expires: 0")), Reason.STATUS);
    }

    @Test
    void pathThatIsLessThanTheRelayIsRefused() {
        Authorization secure = authorization(RelayAccount.of("msrps://relay.example.com;tcp", "alice", "secret"));
        secure.begin();
        assertRefused(secure.answered(granted()), Reason.NO_PATH);
        secure.begin();
        assertRefused(
                secure.answered(response(
                        200, "Use-Path: " + String.join(" ", java.util.Collections.nCopies(9, "msrps://a:1/b;tcp")))),
                Reason.NO_PATH);
    }

    @Test
    void firstChallengeThatWeCanAnswerIsAnswered() {
        authorization.begin();
        Step step = authorization.answered(response(
                401,
                "WWW-Authenticate: Digest realm=\"r\", qop=\"auth\", nonce=\"a\", algorithm=SHA-999",
                "WWW-Authenticate: Digest realm=\"r\", qop=\"auth\", nonce=\"b\", algorithm=SHA-256",
                "WWW-Authenticate: Digest realm=\"r\", qop=\"auth\", nonce=\"c\", algorithm=MD5"));
        assertThat(credentials(step)).containsEntry("nonce", "b").containsEntry("algorithm", "SHA-256");
        assertThat(credentials(step).get("response")).hasSize(64);
    }

    @Test
    void wrongPasswordEndsWithTheFirstDefiniteRefusal() {
        authorization.begin();
        authorization.answered(challenge("n1", ""));
        assertRefused(authorization.answered(challenge("n2", "")), Reason.CREDENTIALS);
    }

    @Test
    void staleNonceIsReplaced() {
        authorization.begin();
        authorization.answered(challenge("n1", ""));
        Step again = authorization.answered(challenge("n2", ", stale=true"));
        assertThat(credentials(again)).containsEntry("nonce", "n2").containsEntry("nc", "00000001");
        assertThat(authorization.answered(granted())).isInstanceOf(Step.Granted.class);
    }

    @Test
    void relayThatIsNeverContentIsGivenUp() {
        Step step = authorization.begin();
        int asked = 0;
        while (step instanceof Step.Ask) {
            asked++;
            step = authorization.answered(challenge("n" + asked, ", stale=true"));
        }
        assertThat(asked).isEqualTo(6);
        assertRefused(step, Reason.CHALLENGE);
    }

    @Test
    void nextSessionUsesTheKnownNonceWithTheNextCount() {
        authorization.begin();
        authorization.answered(challenge("n1", ""));
        authorization.answered(granted());
        Authorization next = authorization(ACCOUNT);
        assertThat(credentials(next.begin())).containsEntry("nonce", "n1").containsEntry("nc", "00000002");
        // A 401 to a nonce of another time is no word on the password.
        assertThat(credentials(next.answered(challenge("n2", "")))).containsEntry("nonce", "n2");
        assertRefused(next.answered(challenge("n3", "")), Reason.CREDENTIALS);
    }

    @Test
    void nextNonceIsTaken() {
        authorization.begin();
        authorization.answered(challenge("n1", ""));
        authorization.answered(granted("Authentication-Info: nextnonce=\"n9\", qop=auth"));
        assertThat(credentials(authorization.begin()))
                .containsEntry("nonce", "n9")
                .containsEntry("nc", "00000001");
    }

    @Test
    void relayThatDoesNotKnowThePasswordIsNotTrusted() {
        authorization.begin();
        authorization.answered(challenge("n1", ""));
        assertRefused(
                authorization.answered(granted("Authentication-Info: nextnonce=\"n9\", rspauth=\"0\"")),
                Reason.IDENTITY);
        // Nor is the nonce that it gave.
        assertThat(header(authorization.begin(), "Authorization")).isEmpty();
    }

    @Test
    void relayThatProvesToKnowThePasswordIsTrustedEachTime() {
        authorization.begin();
        authorization.answered(challenge("n1", ""));
        String first = "1522e1dcaf7211b4aaa700a9f6d4af62";
        String second = "666859f705087fbb6eecb7f85d28b93b";
        assertThat(authorization.answered(granted("Authentication-Info: rspauth=\"" + first + "\", qop=auth")))
                .isInstanceOf(Step.Granted.class);
        authorization.begin();
        assertThat(authorization.answered(granted("Authentication-Info: rspauth=\"" + second + "\", qop=auth")))
                .isInstanceOf(Step.Granted.class);
        authorization.begin();
        assertRefused(
                authorization.answered(granted("Authentication-Info: rspauth=\"" + second + "\"")), Reason.IDENTITY);
    }

    @Test
    void validityIsAdjustedToTheBoundsOfTheRelay() {
        authorization.begin();
        authorization.answered(challenge("n1", ""));
        assertThat(header(authorization.answered(response(423, "Max-Expires: 600")), "Expires"))
                .isEqualTo("600");
        assertThat(authorization.answered(granted())).isInstanceOf(Step.Granted.class);
        Authorization brief = authorization(ACCOUNT.withExpires(Duration.ofSeconds(5)));
        brief.begin();
        Step longer = brief.answered(response(423, "Min-Expires: 60"));
        assertThat(header(longer, "Expires")).isEqualTo("60");
        assertThat(credentials(longer)).containsKey("response");
        assertRefused(brief.answered(response(423, "Min-Expires: 60")), Reason.STATUS);
    }

    @Test
    void pathOfSeveralUrisIsTakenAsItStands() {
        authorization.begin();
        String path = USE + " msrps://outer.example.com:9000/def;tcp";
        assertThat(authorization.answered(response(200, "Use-Path: " + path)))
                .isEqualTo(new Step.Granted(org.voxpost.msrp.wire.UriPath.parse(path), Duration.ofHours(1)));
    }

    @Test
    void answersThatGiveNoPathAreRefused() {
        authorization.begin();
        assertRefused(authorization.answered(response(200)), Reason.NO_PATH);
        assertRefused(authorization.answered(response(200, "Use-Path: sip:a@b")), Reason.NO_PATH);
        assertRefused(authorization.answered(response(200, "Use-Path: msrp://a/b;tcp")), Reason.NO_PATH);
        assertRefused(authorization.answered(response(403)), Reason.FORBIDDEN);
        assertRefused(authorization.answered(response(500)), Reason.STATUS);
        assertRefused(authorization.answered(response(401)), Reason.CHALLENGE);
        assertRefused(authorization.answered(response(401, "WWW-Authenticate: Basic realm=\"r\"")), Reason.CHALLENGE);
    }

    @Test
    void silenceOnUriIsTriedWithoutAndRemembered() {
        authorization.begin();
        assertThat(credentials(authorization.answered(challenge("n1", "")))).containsKey("uri");
        Step plain = authorization.silent();
        assertThat(header(plain, "Authorization")).isEmpty();
        assertThat(credentials(authorization.answered(challenge("n2", "")))).doesNotContainKey("uri");
        assertThat(authorization.answered(granted())).isInstanceOf(Step.Granted.class);
        Authorization next = authorization(ACCOUNT);
        assertThat(credentials(next.begin())).containsKey("response").doesNotContainKey("uri");
    }

    @Test
    void silenceOfARelayThatTookUriIsSilence() {
        authorization.begin();
        authorization.answered(challenge("n1", ""));
        authorization.answered(granted());
        authorization.begin();
        assertRefused(authorization.silent(), Reason.SILENT);
    }

    @Test
    void lossOnUriIsTriedWithoutOnTheNextConnection() {
        authorization.begin();
        authorization.answered(challenge("n1", ""));
        assertRefused(authorization.lost("reset"), Reason.UNREACHABLE);
        assertThat(header(authorization.begin(), "Authorization")).isEmpty();
        assertThat(credentials(authorization.answered(challenge("n2", "")))).doesNotContainKey("uri");
        // Refused without it: the loss may have had another reason.
        assertRefused(authorization.answered(challenge("n3", "")), Reason.CREDENTIALS);
        authorization.begin();
        assertThat(credentials(authorization.answered(challenge("n4", "")))).containsKey("uri");
    }

    @Test
    void uriFollowsTheConfiguration() {
        Authorization never = authorization(ACCOUNT.withDigestUri(DigestUri.NEVER));
        never.begin();
        assertThat(credentials(never.answered(challenge("n1", "")))).doesNotContainKey("uri");
        Authorization always = authorization(ACCOUNT.withDigestUri(DigestUri.ALWAYS));
        always.begin();
        assertThat(credentials(always.answered(challenge("n1", "")))).containsKey("uri");
        assertRefused(always.silent(), Reason.SILENT);
    }
}
