package org.voxpost.msrp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voxpost.msrp.MimeHeader;
import org.voxpost.msrp.RelayAccount;
import org.voxpost.msrp.RelayRefused.Reason;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.MsrpUri;
import org.voxpost.msrp.wire.Status;
import org.voxpost.msrp.wire.TransactionId;

/** AUTH to one relay of ours after the other, each by the path that the one before gave (RFC 4976 §5.1). */
class RelayChainTest {

    private static final String INTRA = "msrps://intra.example.com;tcp";
    private static final String EXTRA = "msrps://extra.example.com;tcp";
    private static final String INTRA_URI = "msrps://intra.example.com:9000/jui787s2f;tcp";
    private static final String EXTRA_URI = "msrps://extra.example.com:9000/mywdEe1233;tcp";
    private static final MsrpUri OWN = MsrpUri.parse("msrps://alice.example.com:9892/98cjs;tcp");

    private final RelayChain chain = new RelayChain(List.of(authorization(INTRA), authorization(EXTRA)));

    private static Authorization authorization(String relay) {
        return new Authorization(RelayAccount.of(relay, "alice", "secret"), OWN, new RelayMemory(), () -> "cnonce");
    }

    private static Frame.Response response(int status, String... headers) {
        List<MimeHeader> lines = new ArrayList<>();
        for (String header : headers) {
            int colon = header.indexOf(": ");
            lines.add(new MimeHeader(header.substring(0, colon), header.substring(colon + 2)));
        }
        return new Frame.Response(new TransactionId("abcd"), new Status(status, ""), lines);
    }

    private static Frame.Response granted(String usePath, int expires) {
        return response(200, "Use-Path: " + usePath, "Expires: " + expires);
    }

    private static String to(Step step) {
        return ((Step.Ask) step).to().text();
    }

    private static void assertRefused(Step step, Reason reason) {
        assertThat(step)
                .isInstanceOfSatisfying(
                        Step.Refused.class,
                        refused -> assertThat(refused.why().reason()).isEqualTo(reason));
    }

    @Test
    void secondRelayIsAskedByThePathOfTheFirst() {
        assertThat(to(chain.begin())).isEqualTo(INTRA);
        Step second = chain.answered(granted(INTRA_URI, 900));
        assertThat(to(second)).isEqualTo(INTRA_URI + " " + EXTRA);
        assertThat(((Step.Ask) second).from().text()).isEqualTo(OWN.toString());
        Step credentials = chain.answered(
                response(401, "WWW-Authenticate: Digest realm=\"extra.example.com\", qop=\"auth\", nonce=\"n1\""));
        assertThat(to(credentials)).isEqualTo(INTRA_URI + " " + EXTRA);
        // RFC 4976 §9.1: the digest is over the rightmost URI of To-Path.
        assertThat(((Step.Ask) credentials).headers().toString()).contains("uri=\"" + EXTRA + "\"");
        assertThat(chain.answered(granted(INTRA_URI + " " + EXTRA_URI, 1_800)))
                .isInstanceOfSatisfying(Step.Granted.class, all -> {
                    assertThat(all.usePath().text()).isEqualTo(INTRA_URI + " " + EXTRA_URI);
                    // The way lasts as long as its first part.
                    assertThat(all.validity()).isEqualTo(Duration.ofMinutes(15));
                });
    }

    @Test
    void renewalGoesTheWholeWayAgain() {
        chain.begin();
        chain.answered(granted(INTRA_URI, 900));
        chain.answered(granted(INTRA_URI + " " + EXTRA_URI, 1_800));
        assertThat(to(chain.begin())).isEqualTo(INTRA);
        String moved = "msrps://intra.example.com:9000/another;tcp";
        assertThat(to(chain.answered(granted(moved, 2_000)))).isEqualTo(moved + " " + EXTRA);
        assertThat(chain.answered(granted(moved + " " + EXTRA_URI, 1_800)))
                .isInstanceOfSatisfying(
                        Step.Granted.class, all -> assertThat(all.validity()).isEqualTo(Duration.ofMinutes(30)));
    }

    @Test
    void relayThatNamesItselfAloneIsReachedByTheOnesBefore() {
        chain.begin();
        chain.answered(granted(INTRA_URI, 900));
        assertThat(chain.answered(granted(EXTRA_URI, 900)))
                .isInstanceOfSatisfying(
                        Step.Granted.class,
                        all -> assertThat(all.usePath().text()).isEqualTo(INTRA_URI + " " + EXTRA_URI));
    }

    @Test
    void pathThatDoesNotBeginWithTheFirstRelayIsRefused() {
        chain.begin();
        chain.answered(granted(INTRA_URI, 900));
        assertRefused(chain.answered(granted(EXTRA_URI + " " + EXTRA_URI, 900)), Reason.NO_PATH);
    }

    @Test
    void oneRelayThatRefusesEndsIt() {
        chain.begin();
        chain.answered(granted(INTRA_URI, 900));
        assertRefused(chain.answered(response(403)), Reason.FORBIDDEN);
        chain.begin();
        assertRefused(chain.silent(), Reason.SILENT);
        chain.begin();
        chain.answered(granted(INTRA_URI, 900));
        assertRefused(chain.lost("reset"), Reason.UNREACHABLE);
    }
}
