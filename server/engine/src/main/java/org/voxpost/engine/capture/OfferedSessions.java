package org.voxpost.engine.capture;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.capture.CaptureRefused.Reason;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;
import org.voxpost.engine.capture.store.Origin;
import org.voxpost.engine.capture.store.SessionRecord;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.stream.StreamTerms;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.SessionDescription;

/** Sessions whose signalling is somebody else's (3PCC): by REST, or on the call of an application server. Any thread may call it. */
public final class OfferedSessions {

    private static final Logger log = LoggerFactory.getLogger(OfferedSessions.class);

    private static final Pattern HOST_OF_PATH = Pattern.compile("^\\s*msrps?://(?:[^@/\\s]*@)?(\\[[^\\]]*]|[^:/\\s]+)");

    private final CaptureDesk.Shared shared;
    private final Supplier<Lane> lanes;
    private final ConcurrentHashMap<String, OfferedSession> byId = new ConcurrentHashMap<>();

    OfferedSessions(CaptureDesk.Shared shared, Supplier<Lane> lanes) {
        this.shared = shared;
        this.lanes = lanes;
    }

    /**
     * Opens a session by REST.
     *
     * @return once it is on record; exceptionally with {@link CaptureRefused}
     */
    public CompletableFuture<Opened> open(SessionToOpen wanted) throws CaptureRefused {
        refuseIfUnavailable();
        Optional<SessionDescription> offer =
                wanted.offer().isEmpty() ? Optional.empty() : Optional.of(OfferedSession.read(wanted.offer()));
        EmergencyIds ids = EmergencyIds.given(
                wanted.callId(), wanted.incidentId(), shared.terms().address());
        Instant now = shared.clock().instant();
        SessionRecord record = new SessionRecord(
                shared.newId(),
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
        StreamTerms terms = terms(offer);
        OfferedSession session = new OfferedSession(
                shared,
                OfferedSessions::nobodyToTell,
                List.of(Fact.of(FactKind.CALL_STARTED, now, "by REST")),
                signalling -> new CapturedSession(shared, record, lane, terms, signalling));
        add(session);
        CompletableFuture<Opened> opened = new CompletableFuture<>();
        lane.execute(() -> {
            var _ = session.begin(offer).whenComplete((ours, failure) -> {
                if (ours == null) {
                    opened.completeExceptionally(failure);
                } else {
                    opened.complete(new Opened(record.id(), new String(ours.encode(), StandardCharsets.UTF_8)));
                }
            });
        });
        return opened;
    }

    /**
     * A session on the call of an application server; its first step is {@link OfferedSession#begin}.
     *
     * @param lane of the call
     * @param offer of the application server's
     * @param blank our description of the call, without a stream
     * @param reoffer told when our description has become another one
     */
    public OfferedSession onCall(
            ControlledCall call,
            Lane lane,
            SessionDescription offer,
            SessionDescription blank,
            Consumer<SessionDescription> reoffer)
            throws CaptureRefused {
        refuseIfUnavailable();
        EmergencyIds ids = EmergencyIds.of(call.headers(), shared.terms().address());
        Instant now = shared.clock().instant();
        SessionRecord record = new SessionRecord(
                shared.newId(),
                Origin.CONTROL,
                false,
                ids.callId(),
                ids.incidentId(),
                call.sipCallId(),
                call.caller(),
                call.called(),
                call.peer(),
                "",
                now,
                Optional.empty(),
                "");
        StreamTerms terms = terms(Optional.of(offer));
        List<Fact> first = new ArrayList<>(call.signalling().apply(now));
        first.add(Fact.of(
                FactKind.CALL_STARTED,
                now,
                ids.made()
                        ? "on the call of an application server, without an emergency call identifier; this one was"
                                + " made here"
                        : "on the call of an application server"));
        OfferedSession session = new OfferedSession(
                shared,
                reoffer,
                first,
                signalling -> new CapturedSession(shared, record, lane, terms, blank, signalling));
        add(session);
        return session;
    }

    /** A further offer of the caller's to a session that was opened by {@link #open}; our answer. Fails with {@link CaptureRefused}. */
    public CompletableFuture<String> offered(String id, String offer) throws CaptureRefused {
        return session(id)
                .offered(OfferedSession.read(offer))
                .thenApply(ours -> new String(ours.encode(), StandardCharsets.UTF_8));
    }

    /** The caller's answer to the offer of ours that {@link #open} gave. Fails with {@link CaptureRefused}. */
    public CompletableFuture<Void> answered(String id, String answer) throws CaptureRefused {
        return session(id).answered(OfferedSession.read(answer));
    }

    void gone(String id) {
        byId.remove(id);
    }

    private void add(OfferedSession session) {
        shared.begun(session.session());
        if (session.session().record().origin() == Origin.REST) {
            byId.put(session.id(), session);
        }
    }

    private OfferedSession session(String id) throws CaptureRefused {
        OfferedSession session = byId.get(id);
        if (session == null) {
            throw new CaptureRefused(Reason.NO_SESSION, "no session " + id + " is open here whose signalling is yours");
        }
        return session;
    }

    private void refuseIfUnavailable() throws CaptureRefused {
        Optional<String> why = shared.unavailable();
        if (why.isPresent()) {
            throw new CaptureRefused(Reason.UNAVAILABLE, why.get());
        }
    }

    private StreamTerms terms(Optional<SessionDescription> offer) {
        return shared.streams(offer.flatMap(OfferedSessions::pathHost).orElse(""));
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

    private static void nobodyToTell(SessionDescription ours) {
        log.warn("A relay gave a session another path, and whoever signals for it is not told: {}", ours.origin());
    }
}
