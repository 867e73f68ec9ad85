package org.voxpost.engine.capture;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.capture.store.CaptureStore;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;
import org.voxpost.engine.capture.store.Origin;
import org.voxpost.engine.capture.store.SessionRecord;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.stream.StreamTerms;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.IncomingCall;
import org.voxpost.sip.SipHeaders;

/**
 * Takes calls whose text is to be kept, and lets the answering side speak and end them. Calls for help are never challenged, and other work
 * is shed before them. Any thread may call it.
 */
public final class CaptureDesk {

    private static final Logger log = LoggerFactory.getLogger(CaptureDesk.class);

    private static final String NAME = "Voxpost";
    private static final String STOPS = "the server stops";

    /** Between two looks for sessions of nodes that died. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    private final Shared shared;
    private final BooleanSupplier full;
    private final Supplier<Lane> lanes;
    private final ConcurrentHashMap<String, CapturedSession> sessions = new ConcurrentHashMap<>();

    private final OfferedSessions offered;

    private final List<CaptureWatcher> watchers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private final Refusals refusals;
    private volatile boolean stopping;

    /** What every session works with. */
    static final class Shared {

        private static final SecureRandom RANDOM = new SecureRandom();

        private final CaptureTerms terms;
        private final CaptureStore store;
        private final MsrpEndpoint msrp;
        private final InstantSource clock;
        private final CaptureDesk desk;
        private final CaptureFigures figures = new CaptureFigures();
        private final CaptureFigures tests = new CaptureFigures();

        Shared(CaptureTerms terms, CaptureStore store, MsrpEndpoint msrp, InstantSource clock, CaptureDesk desk) {
            this.terms = terms;
            this.store = store;
            this.msrp = msrp;
            this.clock = clock;
            this.desk = desk;
        }

        CaptureTerms terms() {
            return terms;
        }

        CaptureStore store() {
            return store;
        }

        MsrpEndpoint msrp() {
            return msrp;
        }

        InstantSource clock() {
            return clock;
        }

        /** Test calls are not mixed with others. */
        CaptureFigures figures(SessionRecord session) {
            return session.test() ? tests : figures;
        }

        Refusals refusals() {
            return desk.refusals;
        }

        byte[] random(int octets) {
            byte[] random = new byte[octets];
            RANDOM.nextBytes(random);
            return random;
        }

        String newId() {
            return HexFormat.of().formatHex(random(16));
        }

        /** How the streams to a peer are described. */
        StreamTerms streams(String host) {
            return new StreamTerms(msrp, terms.policies().apply(host), terms.address(), NAME);
        }

        /** Why nothing is taken now; empty when it is. */
        Optional<String> unavailable() {
            return desk.unavailable();
        }

        void begun(CapturedSession session) {
            desk.sessions.put(session.record().id(), session);
            if (desk.stopping) {
                session.end(STOPS);
            }
        }

        void composing(String session, String party, boolean active) {
            Composing composing = new Composing(session, party, active, clock.instant());
            desk.watchers.forEach(watcher -> watcher.composing(composing));
        }

        void gone(CapturedSession session) {
            desk.gone(session);
        }
    }

    /**
     * A desk without sessions.
     *
     * @param full whether the disks are full
     * @param lanes for sessions without a call of their own
     */
    public CaptureDesk(
            CaptureTerms terms,
            CaptureStore store,
            MsrpEndpoint msrp,
            BooleanSupplier full,
            Supplier<Lane> lanes,
            InstantSource clock) {
        this.lanes = lanes;
        this.shared = new Shared(terms, store, msrp, clock, this);
        this.offered = new OfferedSessions(shared, lanes);
        this.refusals = new Refusals(store, clock);
        this.full = full;
    }

    /**
     * Closes in the record what an earlier run left open (C-I7), and from now on what nodes leave that die. Completes when the first is
     * written.
     */
    public CompletableFuture<Void> recover() {
        return close("the server was restarted", true).whenComplete((_, _) -> watch(lanes.get()));
    }

    private void watch(Lane lane) {
        var _ = lane.after(LOOK, () -> {
            var _ = close("its server died", false).whenComplete((_, failure) -> {
                if (failure != null) {
                    log.warn("Sessions of dead nodes cannot be looked for now: {}", failure.getMessage());
                }
                watch(lane);
            });
        });
    }

    private CompletableFuture<Void> close(String why, boolean own) {
        return shared.store().closeBroken(shared.clock().instant(), why, own).thenAccept(count -> {
            if (count > 0) {
                log.warn("{} captured sessions broke off: {}; their record says so", count, why);
            }
        });
    }

    /** Whether a call is one to be captured. */
    public boolean wants(IncomingCall call) {
        return destination(call) != Destination.OTHER;
    }

    /** Takes a call that it {@link #wants}. On the lane of the call. */
    public CallEvents take(IncomingCall call) {
        boolean test = destination(call) == Destination.TEST;
        if (test && shared.terms().testCalls() != CaptureTerms.TestCalls.ECHO) {
            int status = shared.terms().testCalls() == CaptureTerms.TestCalls.BUSY ? 486 : 404;
            log.info("A test call is not taken: {} sip-call-id={} from={}", status, call.callId(), call.peer());
            refusals.call(call, CallRefusal.TEST_CALL, status, "test calls are not taken");
            call.reject(status);
            return new Refused();
        }
        Optional<String> unavailable = unavailable();
        if (unavailable.isPresent()) {
            log.error(
                    "A call for help is refused, so that it goes elsewhere: {}; sip-call-id={} from={}",
                    unavailable.get(),
                    call.callId(),
                    call.peer());
            refusals.call(call, stopping ? CallRefusal.STOPPING : CallRefusal.DISK_FULL, 503, unavailable.get());
            call.reject(503, "", SipHeaders.of("Retry-After", "5"));
            return new Refused();
        }
        EmergencyIds ids = EmergencyIds.of(call.headers(), shared.terms().address());
        Instant now = shared.clock().instant();
        SessionRecord record = new SessionRecord(
                shared.newId(),
                Origin.DIRECT,
                test,
                ids.callId(),
                ids.incidentId(),
                call.callId(),
                call.remoteUri().toString(),
                call.requestUri().toString(),
                call.peer(),
                "",
                now,
                Optional.empty(),
                "");
        Lane lane = Lane.current();
        StreamTerms terms = shared.streams(host(call.peer()));
        CapturedCall captured = new CapturedCall(
                shared, call, signalling -> new CapturedSession(shared, record, lane, terms, signalling));
        shared.begun(captured.session());
        captured.begin(facts(call, ids, now));
        return captured;
    }

    /** Sessions whose signalling is somebody else's (3PCC). */
    public OfferedSessions offered() {
        return offered;
    }

    private static List<Fact> facts(IncomingCall call, EmergencyIds ids, Instant now) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(FactKind.SIGNALLING, now, "INVITE").content("message/sip", octets(call)));
        facts.add(Fact.of(
                FactKind.CALL_STARTED,
                now,
                ids.made() ? "it came without an emergency call identifier; this one was made here" : ""));
        return facts;
    }

    /**
     * A message that could not be read may have been a call for help: it is kept, unless there are very many. Any thread.
     *
     * @param octets read only
     */
    public void malformed(String peer, ByteBuffer octets, String why) {
        refusals.unreadable(peer, octets, why);
    }

    /** The session of an id, while it is open here. */
    public Optional<LiveSession> live(String id) {
        return Optional.ofNullable(sessions.get(id)).map(LiveSession::new);
    }

    /** How many sessions are open here. */
    public int open() {
        return sessions.size();
    }

    /** What was done since the start. */
    public CaptureStatistics statistics() {
        long all = sessions.size();
        long tests = sessions.values().stream()
                .filter(session -> session.record().test())
                .count();
        return new CaptureStatistics(
                new CaptureStatistics.Sessions(all - tests, shared.figures.sessions()),
                new CaptureStatistics.Sessions(tests, shared.tests.sessions()),
                refusals.counted(),
                refusals.malformed(),
                shared.figures.texts(),
                shared.figures.waits());
    }

    /** Hears what is shown and not kept, from now on. */
    public void watch(CaptureWatcher watcher) {
        watchers.add(watcher);
    }

    public void unwatch(CaptureWatcher watcher) {
        watchers.remove(watcher);
    }

    /** Takes no more calls, and ends each that stands with a reason. Completes when all are closed in the record. */
    public CompletableFuture<Void> drain() {
        stopping = true;
        sessions.values().forEach(session -> session.end(STOPS));
        completeIfEmpty();
        return empty;
    }

    /** Others may have closed the sessions of this node by now: each is ended, and nothing further is acknowledged. */
    public void breakOff() {
        sessions.values().forEach(session -> session.end("this node lost its right to the record"));
    }

    private void gone(CapturedSession session) {
        sessions.remove(session.record().id(), session);
        offered.gone(session.record().id());
        completeIfEmpty();
    }

    private void completeIfEmpty() {
        if (stopping && sessions.isEmpty()) {
            empty.complete(null);
        }
    }

    private Optional<String> unavailable() {
        return stopping ? Optional.of(STOPS) : full.getAsBoolean() ? Optional.of("the disk is full") : Optional.empty();
    }

    private Destination destination(IncomingCall call) {
        return Destination.of(call.requestUri().toString(), shared.terms().users());
    }

    private static byte[] octets(IncomingCall call) {
        ByteBuffer received = call.received().duplicate();
        byte[] octets = new byte[received.remaining()];
        received.get(octets);
        return octets;
    }

    /** The host of {@code 192.0.2.1:5060/UDP}. */
    private static String host(String peer) {
        String host = peer.substring(0, peer.lastIndexOf(':'));
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Hears the rest of a call that was refused. */
    private record Refused() implements CallEvents {
        @Override
        public void ended(CallEnd end) {
            log.debug("A refused call ended: {}", end);
        }
    }
}
