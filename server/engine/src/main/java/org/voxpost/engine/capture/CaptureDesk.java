package org.voxpost.engine.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.SessionDescription;
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

    /** Between two looks for sessions of nodes that died. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    private static final Pattern HOST_OF_PATH = Pattern.compile("^\\s*msrps?://(?:[^@/\\s]*@)?(\\[[^\\]]*]|[^:/\\s]+)");

    private final Shared shared;
    private final BooleanSupplier full;
    private final Supplier<Lane> lanes;
    private final ConcurrentHashMap<String, CapturedSession> sessions = new ConcurrentHashMap<>();

    /** Of those whose signalling is somebody else's. */
    private final ConcurrentHashMap<String, OfferedSession> offered = new ConcurrentHashMap<>();

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
        if (stopping || full.getAsBoolean()) {
            String why = stopping ? "the server stops" : "the disk is full";
            log.error(
                    "A call for help is refused, so that it goes elsewhere: {}; sip-call-id={} from={}",
                    why,
                    call.callId(),
                    call.peer());
            refusals.call(call, stopping ? CallRefusal.STOPPING : CallRefusal.DISK_FULL, 503, why);
            call.reject(503, "", SipHeaders.of("Retry-After", "5"));
            return new Refused();
        }
        EmergencyIds ids = EmergencyIds.of(call.headers(), shared.terms().address());
        Instant now = shared.clock().instant();
        SessionRecord record = new SessionRecord(
                HexFormat.of().formatHex(shared.random(16)),
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
        StreamTerms terms = terms(host(call.peer()));
        CapturedCall captured = new CapturedCall(
                shared, call, signalling -> new CapturedSession(shared, record, lane, terms, signalling));
        sessions.put(record.id(), captured.session());
        captured.begin(facts(call, ids, now));
        if (stopping) {
            captured.session().end("the server stops");
        }
        return captured;
    }

    /**
     * Opens a session whose signalling is the asker's (3PCC).
     *
     * @return once it is on record; exceptionally with {@link CaptureRefused}
     */
    public CompletableFuture<Opened> open(SessionToOpen wanted) throws CaptureRefused {
        if (stopping || full.getAsBoolean()) {
            throw new CaptureRefused(
                    CaptureRefused.Reason.UNAVAILABLE, stopping ? "the server stops" : "the disk is full");
        }
        Optional<SessionDescription> offer =
                wanted.offer().isEmpty() ? Optional.empty() : Optional.of(OfferedSession.read(wanted.offer()));
        EmergencyIds ids = EmergencyIds.given(
                wanted.callId(), wanted.incidentId(), shared.terms().address());
        Instant now = shared.clock().instant();
        SessionRecord record = new SessionRecord(
                HexFormat.of().formatHex(shared.random(16)),
                Origin.REST,
                Destination.of(wanted.called(), shared.terms().users()) == Destination.TEST,
                ids.callId(),
                ids.incidentId(),
                wanted.sipCallId(),
                wanted.caller(),
                wanted.called(),
                "",
                "",
                now,
                Optional.empty(),
                "");
        Lane lane = lanes.get();
        StreamTerms terms = terms(offer.flatMap(CaptureDesk::pathHost).orElse(""));
        OfferedSession session =
                new OfferedSession(shared, signalling -> new CapturedSession(shared, record, lane, terms, signalling));
        sessions.put(record.id(), session.session());
        offered.put(record.id(), session);
        CompletableFuture<Opened> opened = new CompletableFuture<>();
        lane.execute(() -> {
            var _ = session.begin(offer, List.of(Fact.of(FactKind.CALL_STARTED, now, "by REST")))
                    .whenComplete((ours, failure) -> {
                        if (ours == null) {
                            opened.completeExceptionally(failure);
                        } else {
                            opened.complete(new Opened(record.id(), new String(ours.encode(), StandardCharsets.UTF_8)));
                        }
                    });
        });
        return opened;
    }

    private StreamTerms terms(String host) {
        return new StreamTerms(
                shared.msrp(),
                shared.terms().policies().apply(host),
                shared.terms().address(),
                NAME);
    }

    private static Optional<String> pathHost(SessionDescription offer) {
        return offer.media().stream()
                .filter(MediaDescription::isMessage)
                .flatMap(media -> media.attribute("path").stream())
                .map(path -> HOST_OF_PATH.matcher(path.text()))
                .filter(Matcher::find)
                .map(host -> host.group(1))
                .findFirst();
    }

    /** A further offer of the caller's to a session that was opened by {@link #open}; our answer. Fails with {@link CaptureRefused}. */
    public CompletableFuture<String> offered(String id, String offer) throws CaptureRefused {
        return offered(id)
                .offered(OfferedSession.read(offer))
                .thenApply(ours -> new String(ours.encode(), StandardCharsets.UTF_8));
    }

    /** The caller's answer to the offer of ours that {@link #open} gave. Fails with {@link CaptureRefused}. */
    public CompletableFuture<Void> answered(String id, String answer) throws CaptureRefused {
        return offered(id).answered(OfferedSession.read(answer));
    }

    private OfferedSession offered(String id) throws CaptureRefused {
        OfferedSession session = offered.get(id);
        if (session == null) {
            throw new CaptureRefused(
                    CaptureRefused.Reason.NO_SESSION, "no session " + id + " is open here whose signalling is yours");
        }
        return session;
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
        sessions.values().forEach(session -> session.end("the server stops"));
        completeIfEmpty();
        return empty;
    }

    /** Others may have closed the sessions of this node by now: each is ended, and nothing further is acknowledged. */
    public void breakOff() {
        sessions.values().forEach(session -> session.end("this node lost its right to the record"));
    }

    private void gone(CapturedSession session) {
        sessions.remove(session.record().id(), session);
        offered.remove(session.record().id());
        completeIfEmpty();
    }

    private void completeIfEmpty() {
        if (stopping && sessions.isEmpty()) {
            empty.complete(null);
        }
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
