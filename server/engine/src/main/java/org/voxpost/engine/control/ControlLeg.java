package org.voxpost.engine.control;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.dialog.CapturedText;
import org.voxpost.engine.dialog.Dialog;
import org.voxpost.engine.dialog.DialogHost;
import org.voxpost.engine.event.ControlEvent;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.OpenOrder;
import org.voxpost.engine.journal.Order;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.overload.Priority;
import org.voxpost.engine.transfer.Parting;
import org.voxpost.msml.MsmlEvent;
import org.voxpost.msml.MsmlException;
import org.voxpost.msml.MsmlResult;
import org.voxpost.msml.ObjectId;
import org.voxpost.msml.ResponseCode;
import org.voxpost.sdp.SessionDescription;
import org.voxpost.sip.Body;
import org.voxpost.sip.Call;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.IncomingCall;
import org.voxpost.sip.InfoExchange;
import org.voxpost.sip.OfferExchange;
import org.voxpost.sip.ResumedCall;
import org.voxpost.sip.SavedCall;
import org.voxpost.sip.SipHeaders;

/**
 * The SIP dialog of one application server, which is one MSML connection: its id is {@code conn:} and our tag, because that
 * is where clients read it. Everything runs on the call's lane, its MSML dialogs included.
 */
final class ControlLeg implements CallEvents, DialogHost {

    private static final Logger log = LoggerFactory.getLogger(ControlLeg.class);

    private final ControlLegs.Shared shared;
    private final Call call;
    private final SipHeaders invite;
    private final ObjectId.Connection connection;
    private final LegText text;
    private final RunningDialogs dialogs;
    private final Lane lane;
    private final Consumer<ControlLeg> gone;

    private final Priority priority;

    /** Until the call is answered. */
    private @Nullable IncomingCall unanswered;

    private final Answered answered = new Answered();
    private final ToldEvents events;
    private @Nullable SavedCall saved;
    private String contentType = MsmlTypes.XML;
    private final Deque<InfoExchange> requests = new ArrayDeque<>();
    private boolean promising;
    private boolean disconnecting;
    private boolean draining;
    private boolean hungUp;

    private ControlLeg(ControlLegs.Shared shared, Call call, SipHeaders invite, Lane lane, Consumer<ControlLeg> gone) {
        this.shared = shared;
        this.call = call;
        this.invite = invite;
        this.connection = new ObjectId.Connection(call.localTag());
        this.text = new LegText(
                shared.dialogs().text().map(CapturedText::sessions),
                shared.terms().address(),
                lane,
                call,
                invite);
        this.priority = shared.admission().priority(invite);
        this.dialogs = new RunningDialogs(shared, connection, call.callId(), lane, this);
        this.events = new ToldEvents(call, connection.toString(), shared.events(), this::hangUpIfTold);
        this.lane = lane;
        this.gone = gone;
    }

    /** Of a call that came in just now; its first step is {@link #open}. */
    static ControlLeg of(IncomingCall call, ControlLegs.Shared shared, Lane lane, Consumer<ControlLeg> gone) {
        ControlLeg leg = new ControlLeg(shared, call, call.headers(), lane, gone);
        if (shared.journal().keeps()) {
            leg.saved = call.saved();
        }
        return leg;
    }

    /** Of a call that an earlier run answered. */
    static ControlLeg of(
            ResumedCall call, SavedCall saved, ControlLegs.Shared shared, Lane lane, Consumer<ControlLeg> gone) {
        ControlLeg leg = new ControlLeg(shared, call, call.headers(), lane, gone);
        leg.saved = saved;
        return leg;
    }

    /** First step of a call that is resumed. Any thread. */
    void resumedSoon() {
        lane.execute(() -> shared.events()
                .accept(new ControlEvent.LegResumed(
                        connection.toString(), call.callId(), call.remoteUri().toString())));
    }

    /** As the MSML connection is called. */
    String connection() {
        return connection.toString();
    }

    /** Answers the call; one whose text cannot be captured now is refused, so that it goes elsewhere. */
    void open(IncomingCall incoming, Optional<SessionDescription> offer) {
        unanswered = incoming;
        incoming.ringing();
        var _ = text.describe(offer, () -> LegCalls.of(incoming)).whenComplete((answer, failure) -> {
            if (answer != null) {
                answer(incoming, answer);
            } else if (!hungUp) {
                log.error(
                        "Refused a call whose text cannot be captured: call-id={} from={} {}",
                        call.callId(),
                        incoming.peer(),
                        failure.getMessage());
                refuse(incoming);
            }
        });
    }

    private void answer(IncomingCall incoming, Body answer) {
        if (hungUp) {
            return;
        }
        unanswered = null;
        incoming.answer(answer);
        shared.events()
                .accept(new ControlEvent.LegOpened(
                        connection.toString(), call.callId(), call.remoteUri().toString()));
    }

    /** For now, and by this server only: another may take it. */
    private void refuse(IncomingCall incoming) {
        long seconds = Math.max(1, shared.admission().retryAfter().toSeconds());
        incoming.reject(503, "", SipHeaders.of("Retry-After", Long.toString(seconds)));
    }

    /**
     * Goes on with an order of this call that an earlier run left open. Any thread.
     *
     * @param withoutCall takes the order where the call is over by then
     */
    void goOnSoon(OpenOrder open, Consumer<OpenOrder> withoutCall) {
        lane.execute(() -> {
            if (hungUp || draining) {
                shared.journal().note(new Entry.CallEnded(open.order().id()));
                withoutCall.accept(open);
            } else {
                open.order().call().ifPresent(standing -> contentType = standing.contentType());
                answered.promised(open, shared.reader());
                dialogs.goOn(open);
            }
        });
    }

    @Override
    public void offered(OfferExchange exchange) {
        text.offered(exchange);
    }

    @Override
    public void confirmed(Optional<Body> answer) {
        text.agreed(answer);
    }

    @Override
    public Optional<String> text() {
        return text.session();
    }

    @Override
    public void info(InfoExchange exchange) {
        requests.add(exchange);
        takeRequests();
    }

    /** One document at a time: the next one waits until what the one before promised is on disk. */
    private void takeRequests() {
        while (!promising && !requests.isEmpty()) {
            take(requests.remove());
        }
    }

    /** The result is the body of the 200; what the request started begins to run behind it. */
    private void take(InfoExchange exchange) {
        Optional<Body> body = exchange.body();
        if (body.isEmpty()) {
            exchange.accept();
        } else if (!MsmlTypes.accepts(body.get())) {
            exchange.reject(415, "", SipHeaders.of("Accept", MsmlTypes.ACCEPT));
        } else {
            contentType = body.get().mediaType();
            Optional<MsmlResult> before = answered.before(exchange.headers());
            if (before.isPresent()) {
                conclude(exchange, before.get());
                return;
            }
            MsmlResult result = draining
                    ? MsmlResult.failed(
                            ResponseCode.SERVICE_UNAVAILABLE, "the server stops", Optional.empty(), List.of())
                    : perform(body.get().bytes(), exchange.headers());
            List<Entry.Accepted> promises = dialogs.promises();
            promising = true;
            Promise.of(
                    promises,
                    shared.journal(),
                    lane,
                    shared.terms().promiseDeadline(),
                    () -> conclude(exchange, result),
                    () -> {
                        dialogs.withdraw(promises);
                        conclude(
                                exchange,
                                MsmlResult.failed(
                                        ResponseCode.NO_RESOURCE,
                                        "the order could not be recorded",
                                        Optional.empty(),
                                        List.of()));
                    });
        }
    }

    private void conclude(InfoExchange exchange, MsmlResult result) {
        promising = false;
        exchange.answer(
                200,
                document(result.toBytes(
                        MsmlTypes.form(contentType, shared.terms().form()))));
        shared.events()
                .accept(new ControlEvent.RequestAnswered(
                        connection.toString(),
                        result.code().code(),
                        result.description().orElse("")));
        dialogs.runEffects();
        leaveIfDone();
        takeRequests();
    }

    private MsmlResult perform(byte[] body, SipHeaders headers) {
        try {
            return dialogs.perform(shared.reader().read(body), ordering(body, headers));
        } catch (MsmlException e) {
            return MsmlResult.failed(e.code(), e.description(), Optional.empty(), List.of());
        }
    }

    private Ordering ordering(byte[] body, SipHeaders headers) {
        String header = shared.terms().keyHeader();
        Optional<String> key =
                header.isEmpty() ? Optional.empty() : headers.first(header).or(() -> invite.first(header));
        Priority standing = text.session().isPresent() ? priority.or(Priority.TEXT) : priority;
        return new Ordering(
                call.remoteUri(),
                shared.admission().priority(headers).or(standing),
                key,
                ByteBuffer.wrap(body).asReadOnlyBuffer(),
                0,
                Optional.ofNullable(saved)
                        .map(known -> new Order.StandingCall(
                                known.invite(), known.since(), contentType, Answered.sequence(headers))));
    }

    @Override
    public CompletionStage<?> tell(MsmlEvent event) {
        if (hungUp) {
            events.lost(event, "the application server has hung up");
            return CompletableFuture.completedStage(null);
        }
        byte[] body = event.toBytes(MsmlTypes.form(contentType, shared.terms().form()));
        return events.tell(event, document(body));
    }

    /** The BYE goes behind the events: what waits when a call ends is never sent. */
    @Override
    public void disconnect() {
        disconnecting = true;
        hangUpIfTold();
    }

    private void hangUpIfTold() {
        if (events.allTold() && (disconnecting || (draining && dialogs.none()))) {
            hangUp();
        }
    }

    private void hangUp() {
        if (unanswered == null) {
            call.hangUp();
        } else {
            refuse(unanswered);
        }
    }

    @Override
    public void ended(Dialog dialog, int status, String description) {
        dialogs.ended(dialog);
        shared.events()
                .accept(new ControlEvent.DialogEnded(
                        connection.toString(), dialog.id().toString(), status, description));
        hangUpIfTold();
        leaveIfDone();
    }

    /**
     * The call is over; what it started goes on unless configured otherwise, and its outcome is still told to our listeners. Where it
     * is not to go on, a BYE of the application server is passed to the delivery servers when their sessions are quiet.
     */
    @Override
    public void ended(CallEnd end) {
        hungUp = true;
        text.ended(end.inWords("the application server"), end instanceof CallEnd.RemoteBye);
        if (shared.terms().outlivesCall()) {
            dialogs.callEnded();
            dialogs.orphanAll();
        } else {
            dialogs.terminateAll(end instanceof CallEnd.RemoteBye ? Parting.WHEN_QUIET : Parting.AT_ONCE);
        }
        leaveIfDone();
        if (unanswered == null) {
            shared.events()
                    .accept(new ControlEvent.LegClosed(
                            connection.toString(), call.callId(), end.inWords("the application server")));
        }
    }

    /** The server stops: no further orders, and the call ends when the last dialog has. Any thread. */
    void drainSoon() {
        lane.execute(() -> {
            draining = true;
            hangUpIfTold();
        });
    }

    /**
     * What still runs is ended.
     *
     * @param later a later run of the server goes on with it; otherwise it is terminated and told. Any thread may call this
     */
    CompletableFuture<Void> stopSoon(boolean later) {
        return CompletableFuture.runAsync(() -> stop(later), lane);
    }

    private void stop(boolean later) {
        if (later && !(draining && endsWithTheCall())) {
            if (draining) {
                dialogs.callEnded();
                hangUp();
            }
            dialogs.parkAll();
        } else {
            dialogs.terminateAll(Parting.AT_ONCE);
        }
        hangUpIfTold();
        leaveIfDone();
    }

    /** Whether the call is over and what it started ends with it: a BYE that still waits goes out at once, and no later run begins anew. */
    private boolean endsWithTheCall() {
        return hungUp && !shared.terms().outlivesCall();
    }

    private void leaveIfDone() {
        if (hungUp && dialogs.none()) {
            gone.accept(this);
        }
    }

    private Body document(byte[] content) {
        return new Body(contentType, content);
    }
}
