package org.voxpost.engine.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.media.DiskRoom;
import org.voxpost.sip.SipHeaders;

/** What is taken on. */
class AdmissionTest {

    private static final Priority URGENT = new Priority(2);

    private DiskRoom room = DiskRoom.NORMAL;
    private int waiting;
    private final Admission admission = new Admission(
            new OverloadTerms(
                    5,
                    5,
                    5,
                    100,
                    10,
                    Set.of("esnet", "ets"),
                    Duration.ofSeconds(7),
                    new OverloadTerms.BreakerTerms(0, Duration.ofSeconds(1))),
            () -> room,
            () -> waiting);

    @Test
    void newWorkIsRefusedWhileTheQueueIsFullAndTakenAgainWhenThereIsRoom() {
        waiting = 99;
        assertThat(admission.refusal(Priority.NONE)).isEmpty();
        waiting = 100;
        assertThat(admission.refusal(Priority.NONE)).contains("too many transfers wait for their turn");
        waiting = 99;
        assertThat(admission.refusal(Priority.NONE)).isEmpty();
    }

    @Test
    void urgentWorkHasAReserveOfTheQueue() {
        waiting = 109;
        assertThat(admission.refusal(URGENT)).isEmpty();
        waiting = 110;
        assertThat(admission.refusal(URGENT)).isPresent();
    }

    @Test
    void aDiskThatIsNearlyFullTakesUrgentWorkOnlyAndAFullOneNone() {
        room = DiskRoom.SOFT;
        assertThat(admission.refusal(Priority.NONE)).contains("the disk is nearly full");
        assertThat(admission.refusal(URGENT)).isEmpty();
        room = DiskRoom.HARD;
        assertThat(admission.refusal(URGENT)).contains("the disk is full");
        room = DiskRoom.NORMAL;
        assertThat(admission.refusal(Priority.NONE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "50, 0", "51, 2", "75, 50", "99, 98", "100, 100", "1000, 100"})
    void clientsAreAskedToKeepBackMoreTheFullerTheQueueIs(int queued, int percent) {
        waiting = queued;
        assertThat(admission.feedback().reduction()).isEqualTo(percent);
        assertThat(admission.feedback().validity().isZero()).isEqualTo(percent == 0);
    }

    /** RFC 4412 §10 and RFC 7135: which end of a namespace is the urgent one differs. */
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "esnet.0, 1",
        "esnet.4, 5",
        "ets.0, 5",
        "'ETS.4, esnet.1', 2",
        "wps.0, 0",
        "esnet.9, 0",
        "esnet, 0",
        "unknown.1, 0"
    })
    void aPriorityIsThePlaceInANamespaceThatCounts(String header, int level) {
        SipHeaders headers = header.isEmpty() ? SipHeaders.none() : SipHeaders.of("Resource-Priority", header);
        assertThat(admission.priority(headers).level()).isEqualTo(level);
    }
}
