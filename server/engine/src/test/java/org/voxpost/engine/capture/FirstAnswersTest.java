package org.voxpost.engine.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How long a caller waits for an answer (NENA-STA-019). */
class FirstAnswersTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final CaptureFigures figures = new CaptureFigures();
    private final FirstAnswers answers = new FirstAnswers(figures);

    @Test
    void theFirstAnswerOfEachKindIsMeasuredFromTheFirstWords() {
        answers.heard(NOON);
        answers.heard(NOON.plusSeconds(3));
        answers.given(Voice.SERVER, NOON.plusMillis(40));
        answers.given(Voice.PERSON, NOON.plusSeconds(9));
        answers.given(Voice.SERVER, NOON.plusSeconds(20));
        answers.given(Voice.PERSON, NOON.plusSeconds(30));

        assertThat(figures.waits().automated().sum()).isEqualTo(Duration.ofMillis(40));
        assertThat(figures.waits().response().sum()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void aGreetingBeforeTheFirstWordsAnswersNothing() {
        answers.given(Voice.SERVER, NOON);
        answers.heard(NOON.plusSeconds(1));
        answers.given(Voice.SERVER, NOON.plusSeconds(3));

        assertThat(figures.waits().automated().sum()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aNoticeThatAMessageArrivedIsNoAnswer() {
        answers.heard(NOON);
        answers.given(Voice.NOTICE, NOON.plusSeconds(1));

        assertThat(figures.waits().automated().counts()).containsOnly(0L);
        assertThat(figures.waits().response().counts()).containsOnly(0L);
    }

    @Test
    void aTimeBelongsToTheClassWhoseLongestItIsAndWhatIsLongerToTheLast() {
        DelayMeter meter = new DelayMeter(10, 100);
        meter.took(Duration.ofMillis(10));
        meter.took(Duration.ofMillis(11));
        meter.took(Duration.ofMillis(100));
        meter.took(Duration.ofSeconds(9));

        assertThat(meter.now().counts()).containsExactly(1L, 2L, 1L);
        assertThat(meter.now().sum()).isEqualTo(Duration.ofMillis(9_121));
    }
}
