package org.voxpost.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MsrpTimeouts;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.testkit.LinkConditions;
import org.voxpost.testkit.SimulatedLink;
import org.voxpost.testkit.VirtualTime;

/** Two connection cores with one session between them, over a simulated link. The left one is active. */
final class SimulatedSessions {

    private static final Duration PATIENCE = Duration.ofHours(2);

    final VirtualTime time = VirtualTime.starting();
    final SimulatedLink link;
    final SimulatedParty us;
    final SimulatedParty them;
    final Transcript ours = new Transcript();
    final Transcript theirs = new Transcript();
    final SessionCore session;
    final SessionCore peer;
    private final Set<String> counted = new HashSet<>();
    private final Map<String, byte[]> sentByUs = new LinkedHashMap<>();
    private final Map<String, byte[]> sentByThem = new LinkedHashMap<>();

    SimulatedSessions(LinkConditions there, LinkConditions back, long seed) {
        this(there, back, seed, PeerPolicy.DEFAULT);
    }

    SimulatedSessions(LinkConditions there, LinkConditions back, long seed, PeerPolicy policy) {
        link = new SimulatedLink(time, there, back, seed);
        us = new SimulatedParty(time, link.left(), "us.example.com", seed);
        them = new SimulatedParty(time, link.right(), "them.example.com", seed + 1);
        session = us.session("session", them, policy, ours);
        peer = them.session("session", us, policy, theirs);
        us.attach(session);
        us.establishWithin(session, MsrpTimeouts.DEFAULT.establish());
        them.establishWithin(peer, MsrpTimeouts.DEFAULT.establish());
    }

    static byte[] octets(long seed, int count) {
        byte[] octets = new byte[count];
        new Random(seed).nextBytes(octets);
        return octets;
    }

    SimulatedSessions text(String text) {
        return message(MessageContent.of("text/plain", text.getBytes(StandardCharsets.UTF_8)));
    }

    SimulatedSessions file(int octets) {
        return message(MessageContent.of("audio/amr", octets(octets, octets)));
    }

    SimulatedSessions message(MessageContent content) {
        us.send(session, content, ours);
        sentByUs.put(sent(ours, content), body(content));
        return this;
    }

    SimulatedSessions reply(MessageContent content) {
        them.send(peer, content, theirs);
        sentByThem.put(sent(theirs, content), body(content));
        return this;
    }

    SimulatedSessions reply(String text) {
        return reply(MessageContent.of("text/plain", text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The id of the message sent last; remembered when its delivery is more than that it left. */
    private String sent(Transcript transcript, MessageContent content) {
        String id = "";
        for (String each : transcript.outcomes.keySet()) {
            id = each;
        }
        if (content.successReport() || content.failureReport() == FailureReport.YES) {
            counted.add(id);
        }
        return id;
    }

    private static byte[] body(MessageContent content) {
        byte[] octets = new byte[(int) content.body().length()];
        ((org.voxpost.msrp.Body.Octets) content.body()).octets().duplicate().get(octets);
        return octets;
    }

    /** Lets time pass until every message has its outcome; the time that went by. */
    Duration untilOutcomes() {
        long begun = time.nanoTime();
        while (ours.outcomes.containsValue(null) || theirs.outcomes.containsValue(null)) {
            time.advance(time.untilNext().orElseThrow(() -> new AssertionError("nothing will ever happen: " + this)));
            assertThat(time.nanoTime()).isLessThan(PATIENCE.toNanos());
        }
        return Duration.ofNanos(time.nanoTime() - begun);
    }

    /** Ends both sessions as a BYE does. */
    SimulatedSessions bye() {
        session.end(new SessionEnd(SessionEnd.Cause.LOCAL, "bye"), time.nanoTime());
        peer.end(new SessionEnd(SessionEnd.Cause.LOCAL, "bye"), time.nanoTime());
        return this;
    }

    SimulatedSessions pass(Duration duration) {
        time.advance(duration);
        return this;
    }

    /** Both ways, everything sent came whole and counts as delivered. */
    void assertDelivered() {
        assertThat(ours.outcomes.values()).allMatch(outcome -> outcome instanceof SendOutcome.Delivered);
        assertThat(theirs.outcomes.values()).allMatch(outcome -> outcome instanceof SendOutcome.Delivered);
        assertSame(theirs.whole, sentByUs);
        assertSame(ours.whole, sentByThem);
    }

    private static void assertSame(Map<String, byte[]> came, Map<String, byte[]> sent) {
        assertThat(came).hasSameSizeAs(sent);
        came.forEach((id, octets) -> assertThat(octets).isEqualTo(sent.get(id)));
    }

    /** What counts as delivered came whole, what came is what was sent, nothing is open and nothing lost. */
    void assertConsistentAndOver() {
        consistent(ours, theirs, sentByUs);
        consistent(theirs, ours, sentByThem);
        assertOver();
    }

    private void consistent(Transcript sender, Transcript receiver, Map<String, byte[]> sent) {
        sender.outcomes.forEach((id, outcome) -> {
            assertThat(outcome).as("outcome of " + id).isNotNull();
            if (outcome instanceof SendOutcome.Delivered && counted.contains(id)) {
                assertThat(receiver.whole).containsKey(id);
            }
        });
        receiver.whole.forEach((id, octets) -> assertThat(octets).isEqualTo(sent.get(id)));
        assertThat(receiver.partial).isEmpty();
    }

    void assertOver() {
        assertThat(ours.end).isNotNull();
        assertThat(theirs.end).isNotNull();
        for (SimulatedParty party : new SimulatedParty[] {us, them}) {
            assertThat(party.core.closed()).isTrue();
            assertThat(party.core.sessionCount()).isZero();
            assertThat(party.openBodies).isZero();
            assertThat(party.lostOctets()).isZero();
        }
        assertThat(time.waiting()).as("timers that still run").isZero();
    }

    @Override
    public String toString() {
        return "ours " + ours.outcomes + " " + ours.end + ", theirs " + theirs.outcomes + " " + theirs.end;
    }
}
