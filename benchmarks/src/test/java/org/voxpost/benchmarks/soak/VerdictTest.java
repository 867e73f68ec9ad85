package org.voxpost.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.voxpost.app.api.JobView;
import org.voxpost.app.api.OutcomeView;

class VerdictTest {
    private final Scenario good = scenario(FarEnd.GOOD);
    private final Scenario bad = scenario(FarEnd.RESET);

    @Test
    void deliveredAndGone() {
        assertThat(Verdict.of(good, true, job("transfer.complete"), true, Optional.of(false)))
                .isEmpty();
    }

    @Test
    void failedAndKept() {
        assertThat(Verdict.of(bad, true, job("transfer.failed"), false, Optional.of(true)))
                .isEmpty();
    }

    @Test
    void whatNobodyPromisedMayBeUnknown() {
        assertThat(Verdict.of(good, false, null, false, Optional.of(true))).isEmpty();
    }

    @Test
    void whatWasPromisedHasToBeOnRecord() {
        assertThat(Verdict.of(good, true, null, true, Optional.empty()).orElse(""))
                .contains("not on record");
    }

    @Test
    void whatIsOpenIsTold() {
        assertThat(Verdict.of(bad, true, job(null), false, Optional.empty()).orElse(""))
                .contains("still running");
    }

    @Test
    void whatNothingHinderedHasToBeDelivered() {
        assertThat(Verdict.of(good, true, job("transfer.failed"), false, Optional.of(true))
                        .orElse(""))
                .contains("had to be delivered");
        assertThat(Verdict.of(good, true, job("transfer.complete"), false, Optional.of(false))
                        .orElse(""))
                .contains("did not arrive");
    }

    @Test
    void sourcesStayUntilTheyAreDeliveredAndGoThen() {
        assertThat(Verdict.of(bad, true, job("transfer.failed"), false, Optional.of(false))
                        .orElse(""))
                .contains("lost its source");
        assertThat(Verdict.of(good, true, job("transfer.complete"), true, Optional.of(true))
                        .orElse(""))
                .contains("still there");
    }

    private static Scenario scenario(FarEnd farEnd) {
        return new Scenario("k", SourceKind.FILE, 5_000, true, farEnd, false, Ending.WAITS, Duration.ZERO);
    }

    private static JobView job(@Nullable String end) {
        return new JobView(
                "o-1",
                "o",
                end == null ? "running" : "finished",
                "1",
                "file://k.amr",
                "xmsrp://",
                true,
                1,
                5_000,
                5_000,
                null,
                end == null ? null : new OutcomeView(end, 5_000, 200, "", 1, 10, Instant.EPOCH),
                "d",
                "c",
                "sip:as@127.0.0.1",
                "k",
                Instant.EPOCH,
                "local",
                null,
                1);
    }
}
