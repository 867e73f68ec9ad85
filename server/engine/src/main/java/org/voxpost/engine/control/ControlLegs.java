package org.voxpost.engine.control;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.dialog.DialogRunner;
import org.voxpost.engine.event.EventSink;
import org.voxpost.engine.journal.Journal;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.lane.Lanes;
import org.voxpost.engine.overload.Admission;
import org.voxpost.engine.overload.Priority;
import org.voxpost.media.MediaStore;
import org.voxpost.msml.MsmlReader;
import org.voxpost.sdp.SdpException;
import org.voxpost.sdp.SessionDescription;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.CallHandler;
import org.voxpost.sip.IncomingCall;
import org.voxpost.sip.OptionsAnswer;
import org.voxpost.sip.OtherUri;
import org.voxpost.sip.OverloadFeedback;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipHeaders;
import org.voxpost.sip.SipSyntaxException;
import org.voxpost.sip.SipUri;

/** Takes the calls of application servers; each becomes a {@link ControlLeg}. */
public final class ControlLegs implements CallHandler {

    private static final Logger log = LoggerFactory.getLogger(ControlLegs.class);

    /** What every leg works with. */
    record Shared(
            ControlTerms terms,
            MsmlReader reader,
            DialogRunner dialogs,
            MediaStore media,
            Executor blocking,
            Journal journal,
            RunningOrders orders,
            Admission admission,
            EventSink events) {}

    private final Shared shared;
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private volatile boolean stopping;
    private volatile boolean allKnown;
    private final ConcurrentHashMap<String, ControlLeg> legs = new ConcurrentHashMap<>();
    private final RecoveredOrders recovered;

    /**
     * @param blocking runs what waits for disks and HTTP servers: a virtual thread each
     * @param sip goes on with calls of an earlier run; asked for once the endpoint is open
     * @param admission asked before a call or an order is taken
     */
    public ControlLegs(
            ControlTerms terms,
            Lanes lanes,
            MsmlReader reader,
            DialogRunner dialogs,
            MediaStore media,
            Executor blocking,
            Journal journal,
            Admission admission,
            Supplier<SipEndpoint> sip,
            EventSink events) {
        this.shared =
                new Shared(terms, reader, dialogs, media, blocking, journal, new RunningOrders(), admission, events);
        this.recovered = new RecoveredOrders(shared, lanes, new ResumedLegs(shared, lanes, sip, legs, this::gone));
    }

    /** How many legs stand, or still have dialogs that outlive their call. */
    public int size() {
        return legs.size() + recovered.size();
    }

    @Override
    public OptionsAnswer options() {
        return stopping || shared.admission().refusal(Priority.NONE).isPresent()
                ? new OptionsAnswer.Unavailable(shared.admission().retryAfter())
                : new OptionsAnswer.Accepting();
    }

    /** What earlier runs left has been taken. */
    public void allKnown() {
        allKnown = true;
    }

    @Override
    public boolean knowsAllCalls() {
        return allKnown;
    }

    @Override
    public OverloadFeedback overload() {
        return shared.admission().feedback();
    }

    /** Whether no more work is taken. */
    public boolean draining() {
        return stopping;
    }

    /** The orders that run now. */
    public RunningOrders orders() {
        return shared.orders();
    }

    /** Goes on with orders that were left open. */
    public RecoveredOrders recovered() {
        return recovered;
    }

    /** Has failed jobs tried once more. */
    public Retries retries() {
        return new Retries(shared, recovered);
    }

    /** Takes no more calls and no more orders, and ends each call that has no dialog; completes when all are gone. */
    public CompletableFuture<Void> drain() {
        CompletableFuture<Void> withoutCall = recovered.drain();
        stopping = true;
        legs.values().forEach(ControlLeg::drainSoon);
        completeIfEmpty();
        return CompletableFuture.allOf(empty, withoutCall);
    }

    /** Leaves everything that runs as it is, for whoever goes on with it; calls stand. Completes when nothing runs. */
    public CompletableFuture<Void> park() {
        return CompletableFuture.allOf(
                Stream.concat(legs.values().stream().map(leg -> leg.stopSoon(true)), recovered.park())
                        .toArray(CompletableFuture<?>[]::new));
    }

    /** Ends what still runs after a drain: left to a later run where the journal keeps it, terminated and told otherwise. */
    public void stop() {
        boolean later = shared.journal().keeps();
        legs.values().forEach(leg -> {
            var _ = leg.stopSoon(later);
        });
        recovered.park().forEach(_ -> {});
    }

    private void gone(ControlLeg leg) {
        legs.remove(leg.connection(), leg);
        completeIfEmpty();
    }

    private void completeIfEmpty() {
        if (stopping && legs.isEmpty()) {
            empty.complete(null);
        }
    }

    @Override
    public CallEvents incoming(IncomingCall call) {
        return switch (call.requestUri()) {
            case SipUri _ -> control(call);
            case OtherUri service -> notServed(call, service);
        };
    }

    /** A call to a service or a number. It is for who takes such calls, who need not be an application server; nobody here does. */
    private static CallEvents notServed(IncomingCall call, OtherUri service) {
        log.info(
                "Refused a call from {} to {}, which is not served here: call-id={}",
                call.peer(),
                service,
                call.callId());
        call.reject(404);
        return new Refused();
    }

    private CallEvents control(IncomingCall call) {
        CompletableFuture<Boolean> admitted = shared.terms().callers().admit(address(call.peer()));
        if (admitted.isDone()) {
            return decide(call, !admitted.isCompletedExceptionally() && admitted.join());
        }
        UndecidedCall undecided = new UndecidedCall();
        Lane lane = Lane.current();
        var _ = admitted.whenComplete((known, failed) -> lane.execute(() -> {
            if (undecided.stands()) {
                undecided.decided(decide(call, failed == null && Boolean.TRUE.equals(known)));
            }
        }));
        return undecided;
    }

    private CallEvents decide(IncomingCall call, boolean admitted) {
        if (!admitted) {
            log.warn(
                    "Refused a call from {}, which is none of the application servers: call-id={}",
                    call.peer(),
                    call.callId());
            call.reject(403);
            return new Refused();
        }
        Optional<String> refusal = refusal(call);
        if (refusal.isPresent()) {
            log.warn("Refused a call from {}: call-id={} {}", call.peer(), call.callId(), refusal.get());
        }
        return refusal.isPresent() ? unavailable(call) : take(call);
    }

    private Optional<String> refusal(IncomingCall call) {
        Admission admission = shared.admission();
        if (stopping) {
            return Optional.of("the server stops");
        }
        Priority priority = admission.priority(call.headers());
        Optional<String> refusal = admission.refusal(priority);
        return refusal.isPresent() && shared.dialogs().text().isPresent() && LegCalls.bringsText(call)
                ? admission.refusal(priority.or(Priority.TEXT))
                : refusal;
    }

    private CallEvents unavailable(IncomingCall call) {
        long seconds = Math.max(1, shared.admission().retryAfter().toSeconds());
        call.reject(503, "", SipHeaders.of("Retry-After", Long.toString(seconds)));
        return new Refused();
    }

    private CallEvents take(IncomingCall call) {
        try {
            Optional<SessionDescription> offer = LegCalls.description(call.body());
            if (call.body().isPresent() && offer.isEmpty()) {
                call.reject(415, "", SipHeaders.of("Accept", "application/sdp"));
                return new Refused();
            }
            ControlLeg leg = ControlLeg.of(call, shared, Lane.current(), this::gone);
            legs.put(leg.connection(), leg);
            leg.open(call, offer);
            return leg;
        } catch (SdpException | SipSyntaxException e) {
            log.info(
                    "Refused a call whose session description cannot be read: call-id={} {}",
                    call.callId(),
                    e.getMessage());
            call.reject(400, "Bad Session Description", SipHeaders.none());
            return new Refused();
        }
    }

    /** The host of {@code 192.0.2.1:5060/UDP}; an IPv6 address without its brackets and zone. */
    private static String address(String peer) {
        String host = peer.substring(0, peer.lastIndexOf(':'));
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        int zone = bare.indexOf('%');
        return zone < 0 ? bare : bare.substring(0, zone);
    }

    /** Hears the rest of a call that was refused. */
    private record Refused() implements CallEvents {
        @Override
        public void ended(CallEnd end) {
            log.debug("A refused call ended: {}", end);
        }
    }
}
