package org.voxpost.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SessionEnd;

/** What becomes of a connection when the last session on it is over. */
class LastSessionTest {
    private final Bench bench = new Bench();
    private final Listening events = new Listening();

    @Test
    void connectionOfOursClosesWithIt() {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT);
        end(session);
        assertThat(bench.closed).isTrue();
    }

    @Test
    void connectionOfThePeerCarriesItsNextSession() {
        end(passive("s1"));
        assertThat(bench.closed).isFalse();
        SessionCore next = passive("s2");
        bench.advance(Duration.ofSeconds(20));
        assertThat(next.over()).isFalse();
        assertThat(bench.frames().getLast().status()).isEqualTo(200);
    }

    @Test
    void connectionOfThePeerClosesWhenThePeerLeavesItUnused() {
        end(passive("s1"));
        bench.advance(Duration.ofSeconds(4));
        assertThat(bench.closed).isFalse();
        bench.advance(Duration.ofSeconds(1));
        assertThat(bench.closed).isTrue();
    }

    private SessionCore passive(String id) {
        bench.core.madeByPeer();
        SessionCore session = bench.session(id, events);
        bench.receive("MSRP tid" + id + "00 SEND\r\nTo-Path: " + Bench.US + id + ";tcp\r\nFrom-Path: " + Bench.PEER + id
                + ";tcp\r\nMessage-ID: m" + id + "\r\n-------tid" + id + "00$\r\n");
        return session;
    }

    private void end(SessionCore session) {
        session.end(new SessionEnd(SessionEnd.Cause.LOCAL, "ended"), bench.now);
        bench.settle();
    }
}
