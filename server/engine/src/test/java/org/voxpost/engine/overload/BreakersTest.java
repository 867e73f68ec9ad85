package org.voxpost.engine.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voxpost.engine.overload.OverloadTerms.BreakerTerms;
import org.voxpost.msml.dialog.Destination;
import org.voxpost.sip.SipUri;
import org.voxpost.testkit.VirtualTime;

/** Delivery servers that fail are left alone, and tried again. */
class BreakersTest {

    private static final SipUri BROKEN = SipUri.parse("sip:a@ds.example.com:5080");

    private final VirtualTime time = VirtualTime.starting();
    private final Breakers breakers = new Breakers(new BreakerTerms(3, Duration.ofSeconds(10)), time);

    @Test
    void aServerThatFailsInARowIsLeftAloneForAWhile() {
        fail(3);
        assertThat(breakers.enter(SipUri.parse("sip:other@DS.example.com:5080")))
                .isEmpty();
        assertThat(breakers.enter(SipUri.parse("sip:a@ds.example.com:5090"))).isPresent();
        time.advance(Duration.ofSeconds(9));
        assertThat(breakers.enter(BROKEN)).isEmpty();
    }

    @Test
    void oneSuccessInBetweenStartsTheCountAnew() {
        fail(2);
        breakers.enter(BROKEN).orElseThrow().worked();
        fail(2);
        assertThat(breakers.enter(BROKEN)).isPresent();
    }

    @Test
    void oneAttemptTriesWhetherItIsBackAndTheOthersStayAway() {
        fail(3);
        time.advance(Duration.ofSeconds(11));
        Optional<Breakers.Permit> trial = breakers.enter(BROKEN);
        assertThat(trial).isPresent();
        assertThat(breakers.enter(BROKEN)).isEmpty();

        trial.get().worked();
        assertThat(breakers.enter(BROKEN)).isPresent();
        assertThat(breakers.enter(BROKEN)).isPresent();
    }

    @Test
    void aTrialThatFailsBeginsTheRestAnew() {
        fail(3);
        time.advance(Duration.ofSeconds(11));
        fail(1);
        assertThat(breakers.enter(BROKEN)).isEmpty();
        time.advance(Duration.ofSeconds(9));
        assertThat(breakers.enter(BROKEN)).isEmpty();
        time.advance(Duration.ofSeconds(2));
        assertThat(breakers.enter(BROKEN)).isPresent();
    }

    @Test
    void aTrialThatTellsNothingLeavesItsTurnToTheNext() {
        fail(3);
        time.advance(Duration.ofSeconds(11));
        breakers.enter(BROKEN).orElseThrow().leftOpen();
        assertThat(breakers.enter(BROKEN)).isPresent();
    }

    @Test
    void anAttemptFromBeforeThatTellsNothingLetsNoSecondTrialIn() {
        Breakers.Permit before = breakers.enter(BROKEN).orElseThrow();
        fail(3);
        time.advance(Duration.ofSeconds(11));
        assertThat(breakers.enter(BROKEN)).isPresent();
        before.leftOpen();
        assertThat(breakers.enter(BROKEN)).isEmpty();
    }

    @Test
    void noneIsEverLeftAloneWhereThatIsTurnedOff() {
        Breakers off = new Breakers(new BreakerTerms(0, Duration.ofSeconds(10)), time);
        for (int i = 0; i < 100; i++) {
            off.enter(BROKEN).orElseThrow().failed();
        }
    }

    @Test
    void serversThatAreWrittenToAreToldApartBySchemeHostAndPort() {
        for (int i = 0; i < 3; i++) {
            breakers.enter(uri("http://media.example.com/box/a.amr"))
                    .orElseThrow()
                    .failed();
        }
        assertThat(breakers.enter(uri("http://MEDIA.example.com:80/other"))).isEmpty();
        assertThat(breakers.enter(uri("https://media.example.com/box/a.amr"))).isPresent();
        assertThat(breakers.enter(uri("http://media.example.com:8080/box/a.amr")))
                .isPresent();
        assertThat(breakers.enter(SipUri.parse("sip:a@media.example.com:80"))).isPresent();
    }

    @Test
    void localFilesHaveNoServerThatCouldBeLeftAlone() {
        for (int i = 0; i < 9; i++) {
            breakers.enter(uri("file://a/b.amr")).orElseThrow().failed();
        }
        assertThat(breakers.enter(uri("file://a/b.amr"))).isPresent();
    }

    private static Destination.Uri uri(String text) {
        return new Destination.Uri(text);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breakers.enter(BROKEN).orElseThrow().failed();
        }
    }
}
