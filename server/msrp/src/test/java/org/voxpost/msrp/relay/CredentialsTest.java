package org.voxpost.msrp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.msrp.RelayAccount;

/** Challenges and their answers (RFC 7616 §3, RFC 4976 §9.1). */
class CredentialsTest {

    private static final RelayAccount MUFASA = RelayAccount.of("msrp://h:1;tcp", "Mufasa", "Circle of Life");

    @ParameterizedTest
    @CsvSource({
        "MD5,8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256,753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    })
    void digestIsThatOfTheRfc(String algorithm, String expected) {
        Challenge challenge = new Challenge(
                "http-auth@example.org", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", null, algorithm, true, false);
        Credentials credentials = new Credentials(
                MUFASA, challenge, 1, "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", "/dir/index.html", true);
        assertThat(credentials.response("GET", "/dir/index.html")).isEqualTo(expected);
    }

    @Test
    void challengeOfTheRfcIsRead() {
        assertThat(Challenge.parse("Digest realm=\"intra.example.com\", qop=\"auth\", nonce=\"dcd98b7102\""))
                .isEqualTo(new Challenge("intra.example.com", "dcd98b7102", null, null, true, false));
        assertThat(Challenge.parse("digest  realm=\"a, \\\"b\\\"\",nonce=\"n\",opaque=\"\","
                        + " stale=TRUE,algorithm=sha-256,qop=\"auth-int, AUTH\""))
                .isEqualTo(new Challenge("a, \"b\"", "n", "", "sha-256", true, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic realm=\"r\"",
                "Digest realm=\"r\"",
                "Digest nonce=\"n\"",
                "Digest realm=\"r\", nonce=\"n\", algorithm=MD5-sess",
                "Digest realm=\"r\", nonce=\"n\", algorithm=ROT13",
                "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"",
                "Digest realm=\"r",
                ""
            })
    void whatCannotBeAnsweredIsNoChallenge(String text) {
        assertThat(Challenge.parse(text)).isNull();
    }

    @Test
    void credentialsEchoWhatTheRelaySentAndQuoteIt() {
        RelayAccount odd = RelayAccount.of("msrp://h:1;tcp", "a\"b", "p");
        Challenge challenge = new Challenge("r", "n", "o\\p", "SHA-256", true, false);
        String value = new Credentials(odd, challenge, 26, "c", "msrp://h:1;tcp", true).header();
        assertThat(value)
                .startsWith("Digest username=\"a\\\"b\", realm=\"r\", nonce=\"n\", uri=\"msrp://h:1;tcp\"")
                .contains(", qop=auth, nc=0000001a, cnonce=\"c\"")
                .endsWith(", opaque=\"o\\\\p\", algorithm=SHA-256");
        Map<String, String> read = Parameters.parse(value.substring("Digest ".length()));
        assertThat(read).containsEntry("username", "a\"b").containsEntry("opaque", "o\\p");
    }

    @Test
    void uriIsLeftOutAndOldRelaysGetNoCount() {
        Challenge challenge = new Challenge("r", "n", null, null, false, false);
        assertThat(new Credentials(MUFASA, challenge, 1, "c", "msrp://h:1;tcp", false).header())
                .doesNotContain("uri=", "qop", "nc=", "cnonce", "opaque", "algorithm")
                .contains("response=");
    }

    /** The hashes are those of a Python program, so that not both ends of the comparison are ours. */
    @ParameterizedTest
    @CsvSource({
        "MD5,true,b49af62ea3bd1542c3e64d81e40cef73,true",
        "MD5,true,b0faafcf49d595faa78eebe79ff41ccc,false",
        "MD5,false,b0faafcf49d595faa78eebe79ff41ccc,true",
        "SHA-256,true,3f3b620c23c282f36b674f9947655e9cbbe785359e505a244dd5ff2568ab3611,true",
        "MD5,true,90a69e52e2cd58dfdbc06cd67f1ec921,false",
    })
    void proofOfTheRelayIsOverTheSameNonceAndNoMethod(String algorithm, boolean named, String rspauth, boolean right) {
        Challenge challenge = new Challenge("r", "n", null, algorithm, true, false);
        Credentials given = new Credentials(MUFASA, challenge, 26, "c", "msrp://h:1;tcp", named);
        assertThat(given.confirmedBy(rspauth)).isEqualTo(right);
        assertThat(given.confirmedBy(rspauth.toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(right);
        assertThat(new Credentials(MUFASA, challenge, 27, "c", "msrp://h:1;tcp", named).confirmedBy(rspauth))
                .isFalse();
    }

    @Test
    void passwordIsInNoText() {
        assertThat(MUFASA.toString()).doesNotContain("Circle");
        assertThat(new Credentials(MUFASA, new Challenge("r", "n", null, null, true, false), 1, "c", "u", true)
                        .toString())
                .doesNotContain("Circle");
    }
}
