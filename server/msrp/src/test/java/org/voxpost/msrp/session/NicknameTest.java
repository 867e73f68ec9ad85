package org.voxpost.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voxpost.msrp.Nickname;
import org.voxpost.msrp.NicknameOutcome;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SessionEnd;

/** What comes of asking for a nickname (RFC 7701 §7.1), in virtual time. */
class NicknameTest {

    private final Bench bench = new Bench();
    private final Listening events = new Listening();
    private final List<NicknameOutcome> outcomes = new ArrayList<>();

    private void ask(SessionCore session) {
        session.nickname(new Nickname("Call taker"), outcomes::add, bench.now);
        bench.settle();
    }

    private SessionCore established() {
        return bench.active("s1", events, PeerPolicy.DEFAULT);
    }

    @Test
    void theRequestNamesTheSessionAndWantsNoReports() {
        ask(established());
        assertThat(bench.text())
                .matches("MSRP (\\S+) NICKNAME\r\nTo-Path: " + Bench.PEER + "s1;tcp\r\nFrom-Path: " + Bench.US
                        + "s1;tcp\r\nUse-Nickname: \"Call taker\"\r\n-------\\1\\$\r\n");
        assertThat(outcomes).isEmpty();
    }

    @Test
    void theAnswerIsTheOutcome() {
        SessionCore session = established();
        ask(session);
        bench.respond(bench.frames().getFirst(), 425);
        ask(session);
        bench.respond(bench.frames().getFirst(), 200);
        assertThat(outcomes).containsExactly(new NicknameOutcome.Refused(425, ""), new NicknameOutcome.Given());
        assertThat(session.over()).isFalse();
    }

    @Test
    void noAnswerWithinHalfAMinuteIsATimeoutAndTheSessionGoesOn() {
        SessionCore session = established();
        ask(session);
        bench.advance(Duration.ofSeconds(29));
        assertThat(outcomes).isEmpty();
        bench.advance(Duration.ofSeconds(2));
        assertThat(outcomes).containsExactly(new NicknameOutcome.TimedOut());
        assertThat(session.over()).isFalse();
    }

    @Test
    void aConnectionThatIsLostTakesTheRequestAlong() {
        ask(established());
        bench.core.closed("gone", bench.now);
        assertThat(outcomes).singleElement().isInstanceOf(NicknameOutcome.ConnectionLost.class);
        assertThat(events.ends).hasSize(1);
    }

    @Test
    void aSessionThatEndsTakesItsRequestAlongAndLeavesThoseOfOthers() {
        SessionCore session = established();
        SessionCore other = bench.active("s2", new Listening(), PeerPolicy.DEFAULT);
        ask(session);
        ask(other);
        session.end(new SessionEnd(SessionEnd.Cause.LOCAL, "over"), bench.now);
        assertThat(outcomes).singleElement().isInstanceOf(NicknameOutcome.ConnectionLost.class);
        bench.respond(bench.frames().getLast(), 200);
        assertThat(outcomes).last().isEqualTo(new NicknameOutcome.Given());
    }

    @Test
    void aSessionThatLeavesItsConnectionTakesItsRequestAlong() {
        SessionCore session = established();
        ask(session);
        session.surrender(bench.now);
        assertThat(outcomes).singleElement().isInstanceOf(NicknameOutcome.ConnectionLost.class);
    }

    @Test
    void nothingIsAskedBeforeTheSessionIsEstablishedNorAfterItsEnd() {
        SessionCore session = bench.session("s1", events);
        bench.core.attach(session, true, bench.now);
        bench.settle();
        bench.frames();
        ask(session);
        session.end(new SessionEnd(SessionEnd.Cause.LOCAL, "over"), bench.now);
        ask(session);
        assertThat(bench.frames()).isEmpty();
        assertThat(outcomes).hasSize(2).allMatch(NicknameOutcome.ConnectionLost.class::isInstance);
    }
}
