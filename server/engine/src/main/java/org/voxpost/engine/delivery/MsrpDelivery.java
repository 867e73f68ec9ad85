package org.voxpost.engine.delivery;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.event.JobEvent;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.lane.SideWork;
import org.voxpost.engine.transfer.AttemptOutcome;
import org.voxpost.engine.transfer.AttemptOutcome.Failed;
import org.voxpost.engine.transfer.Courier;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.media.Fetched;
import org.voxpost.msrp.AddressPolicy;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SendEvents;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.SessionDescription;
import org.voxpost.sip.Body;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.OfferExchange;
import org.voxpost.sip.OfferOutcome;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.SipUri;

/**
 * One attempt over SIP and MSRP, on a lane of its own: open the source, INVITE, send, wait for every acknowledgement, BYE,
 * delete the source if asked (RFC 5547 §8.1, push). Whatever happens it ends once, and leaves no call, session or open
 * file behind.
 */
final class MsrpDelivery implements Courier.Shipment {

    private static final Logger log = LoggerFactory.getLogger(MsrpDelivery.class);

    /** A crash costs so many octets at most that the far end has already. */
    private static final long NOTED_EVERY = 8 << 20;

    private final Couriers couriers;
    private final Parcel parcel;
    private final SipUri offerer;
    private final SipUri answerer;
    private final Optional<String> offeredName;
    private final Courier.Watcher watcher;
    private final Lane lane;
    private final SideWork opening = new SideWork();

    private @Nullable Freight freight;
    private @Nullable MsrpSession session;
    private @Nullable OutgoingCall call;
    private @Nullable MidCall midCall;
    private @Nullable MsrpDelivery successor;
    private boolean agreed;
    private boolean rerouted;
    private boolean farEndKeeps;
    private long start;
    private long acknowledgedBefore;
    private long acknowledged;
    private long noted;
    private boolean concluding;
    private boolean over;

    MsrpDelivery(
            Couriers couriers,
            Parcel parcel,
            SipUri offerer,
            SipUri answerer,
            Optional<String> offeredName,
            Courier.Watcher watcher) {
        this.couriers = couriers;
        this.parcel = parcel;
        this.offerer = offerer;
        this.answerer = answerer;
        this.offeredName = offeredName;
        this.watcher = watcher;
        this.lane = couriers.lanes().lane();
    }

    MsrpDelivery begin() {
        opening.run(
                couriers.blocking(),
                () -> Freight.open(parcel, offeredName, couriers),
                opened -> onLane(() -> opened(opened)),
                e -> onLane(() -> fail(Failures.of(e))));
        return this;
    }

    @Override
    public void abandon() {
        onLane(() -> {
            if (successor != null) {
                successor.abandon();
            } else if (!concluding) {
                couriers.resumptions().forget(parcel.jobId());
                end(new AttemptOutcome.Abandoned());
            }
        });
    }

    private void opened(Freight opened) {
        if (over) {
            opened.close();
            return;
        }
        freight = opened;
        couriers.events()
                .accept(new JobEvent.SourceReady(
                        parcel.jobId(), parcel.content().source(), opened.octets(), opened.sha256()));
        couriers.record(parcel)
                .sourceReady(
                        opened.octets(),
                        opened.sha256(),
                        opened.file().map(Fetched::version).orElse(""));
        start = policy().resume() && opened.file().isPresent()
                ? couriers.resumptions().start(parcel.jobId(), opened.sha256())
                : 0;
        acknowledgedBefore = start;
        acknowledged = start;
        Offer offer = Offer.of(opened, start, UUID.randomUUID().toString(), policy());
        couriers.msrp()
                .offerAsync(offer.terms(), new Session())
                .whenComplete((offered, failure) -> onLane(() -> {
                    if (offered != null) {
                        invite(offer, offered);
                    } else {
                        fail(Failures.ofOffer(failure));
                    }
                }));
    }

    private void invite(Offer offer, MsrpSession offered) {
        if (over) {
            offered.end();
            return;
        }
        session = offered;
        SessionDescription description = Offer.description(couriers.terms().address(), offered.localDescription());
        midCall = new MidCall(offered, description);
        OutgoingCall invited = couriers.sip()
                .get()
                .invite(
                        offer.invitation(offerer, answerer, Offer.body(description), parcel, couriers.terms()),
                        lane,
                        new Signalling());
        call = invited;
        couriers.events().accept(new JobEvent.Invited(parcel.jobId(), invited.callId(), answerer.toString()));
    }

    private void answered(Optional<Body> body) {
        try {
            MediaDescription answer = Offer.answerIn(body);
            if (policy().address().target() == AddressPolicy.Target.CEMA) {
                var _ = couriers.msrp().located(answer).thenAccept(located -> onLane(() -> agree(located)));
            } else {
                agree(answer);
            }
        } catch (NegotiationRefused e) {
            fail(Failures.of(e));
        }
    }

    private PeerPolicy policy() {
        return couriers.terms().policies().apply(answerer);
    }

    private void agree(MediaDescription answer) {
        MsrpSession offered = session;
        Freight opened = freight;
        if (over || offered == null || opened == null) {
            return;
        }
        OptionalLong taken = Offer.rangeIn(answer);
        // Who does not know the attribute would take the rest for the whole.
        if (!agreed && start > 0 && taken.orElse(0) != start) {
            sendWhole();
            return;
        }
        try {
            offered.answered(answer);
            if (!agreed) {
                agreed = true;
                farEndKeeps = taken.isPresent();
                sendNext(offered, opened, opened.messagesFrom(start, couriers.blocking()));
                if (rerouted) {
                    reroute();
                }
            }
        } catch (NegotiationRefused e) {
            if (e.reason() == NegotiationRefused.Reason.WITHOUT_CEMA
                    && policy().address().reoffers()) {
                offerAgain();
            } else if (!agreed) {
                fail(Failures.of(e));
            }
        }
    }

    /** Offers without CEMA, for the middlebox to take part in the session (RFC 6714 §4.2). */
    private void offerAgain() {
        OutgoingCall standing = call;
        MidCall offers = midCall;
        if (standing != null && offers != null) {
            var _ = standing.offer(offers.offer()).thenAccept(outcome -> {
                switch (outcome) {
                    case OfferOutcome.Accepted(var answer) -> answered(answer);
                    case OfferOutcome.Refused(var status, var reason) ->
                        fail(Failed.permanently(
                                status, "the delivery server refused an offer without CEMA: " + reason));
                    case OfferOutcome.CallOver() -> {}
                }
            });
        }
    }

    /** Tells the far end of another path to us, once it has agreed to the first. */
    private void reroute() {
        OutgoingCall standing = call;
        MidCall offers = midCall;
        if (!agreed) {
            rerouted = true;
        } else if (standing != null && offers != null && !over && !concluding) {
            if (policy().address().reoffers()) {
                offers.reroute(standing);
            } else {
                log.warn(
                        "The delivery server takes no offers in mid-call, and our relay has another path: job={}",
                        parcel.jobId());
            }
        }
    }

    private void sendNext(MsrpSession to, Freight opened, List<MessageContent> messages) {
        MessageContent message = messages.getFirst();
        to.send(message, new SendEvents() {
            @Override
            public void acknowledged(long octets) {
                fromLoop(() -> MsrpDelivery.this.acknowledged(acknowledgedBefore + octets, opened.octets()));
            }

            @Override
            public void finished(SendOutcome outcome) {
                fromLoop(() -> {
                    if (over || concluding) {
                        return;
                    }
                    if (start > 0 && outcome instanceof SendOutcome.Refused) {
                        sendWhole();
                        return;
                    }
                    if (!(outcome instanceof SendOutcome.Delivered(long octets))) {
                        fail(Failures.of(outcome));
                        return;
                    }
                    acknowledgedBefore += octets;
                    List<MessageContent> rest = messages.subList(1, messages.size());
                    if (rest.isEmpty()) {
                        allAcknowledged(opened, acknowledgedBefore);
                    } else {
                        sendNext(to, opened, rest);
                    }
                });
            }
        });
    }

    private void acknowledged(long octets, long total) {
        if (!over) {
            acknowledged = octets;
            noteHowFar();
            watcher.acknowledged(octets);
            couriers.events().accept(new JobEvent.Acknowledged(parcel.jobId(), octets, total));
        }
    }

    /** So that what a crash breaks off goes on, too. */
    private void noteHowFar() {
        if (farEndKeeps && freight != null && acknowledged - noted >= NOTED_EVERY) {
            noted = acknowledged;
            couriers.record(parcel).kept(freight.sha256(), acknowledged);
        }
    }

    /** Every octet is acknowledged: what was sent counts, unless the source changed under our hands. */
    private void allAcknowledged(Freight sent, long octets) {
        concluding = true;
        new SideWork()
                .run(
                        couriers.blocking(),
                        sent::checkedUnchanged,
                        unchanged -> onLane(() -> record(unchanged, octets)),
                        e -> onLane(() -> fail(Failures.of(e))));
    }

    /** Before the BYE, before the source goes, before anybody is told. */
    private void record(Freight sent, long octets) {
        var _ = couriers.record(parcel)
                .delivered(octets)
                .whenComplete((_, failure) -> onLane(() -> {
                    if (failure == null) {
                        delivered(sent, octets);
                    } else {
                        fail(Failed.temporarily(500, "the delivery could not be recorded: " + failure.getMessage()));
                    }
                }));
    }

    private void delivered(Freight sent, long octets) {
        over = true;
        couriers.resumptions().forget(parcel.jobId());
        couriers.events().accept(new JobEvent.Delivered(parcel.jobId(), callId(), octets));
        hangUp();
        new SideWork()
                .run(
                        couriers.blocking(),
                        () -> removed(sent),
                        note -> onLane(() -> watcher.ended(new AttemptOutcome.Delivered(octets, note))),
                        e -> onLane(() -> watcher.ended(new AttemptOutcome.Delivered(
                                octets, Failures.of(e).reason()))));
    }

    private String removed(Freight sent) {
        sent.close();
        return sent.file()
                .map(file -> SourceRemoval.after(parcel, file.uri(), file.version(), couriers))
                .orElse("");
    }

    private void fail(Failed failed) {
        if (!over) {
            rememberHowFar(failed);
            couriers.events()
                    .accept(new JobEvent.AttemptFailed(
                            parcel.jobId(), failed.status(), failed.reason(), !failed.permanent()));
            end(failed);
        }
    }

    /** What was not taken of the rest may be taken of the whole; what broke off may go on. */
    private void rememberHowFar(Failed failed) {
        Freight sent = freight;
        if (failed.permanent()) {
            couriers.resumptions().forget(parcel.jobId());
        } else if (sent != null
                && sent.file().isPresent()
                && farEndKeeps
                && acknowledged > start
                && acknowledged < sent.octets()) {
            couriers.resumptions().brokeOff(parcel.jobId(), sent.sha256(), acknowledged);
            couriers.record(parcel).kept(sent.sha256(), acknowledged);
        }
    }

    /** Within the same attempt, as if nothing had been sent before: the far end does not go on with the file. */
    private void sendWhole() {
        couriers.resumptions().forget(parcel.jobId());
        over = true;
        hangUp();
        if (freight != null) {
            couriers.blocking().execute(freight::close);
        }
        successor = new MsrpDelivery(couriers, parcel, offerer, answerer, offeredName, watcher).begin();
    }

    private void failUnlessConcluding(Failed failed) {
        if (!concluding) {
            fail(failed);
        }
    }

    private void end(AttemptOutcome outcome) {
        if (over) {
            return;
        }
        over = true;
        opening.cancel();
        hangUp();
        if (freight != null) {
            couriers.blocking().execute(freight::close);
        }
        watcher.ended(outcome);
    }

    private void hangUp() {
        if (call != null) {
            call.hangUp();
        }
        if (session != null) {
            session.end();
        }
    }

    /** Runs a step of the attempt on its lane. One that breaks ends the attempt: it has an outcome whatever happens. */
    private void onLane(Runnable step) {
        lane.execute(() -> {
            try {
                step.run();
            } catch (RuntimeException e) {
                log.error("An attempt broke: job={}", parcel.jobId(), e);
                end(Failed.temporarily(500, "internal error"));
            }
        });
    }

    /** Runs a step that the event loop of the session brings, on its thread where that is possible. */
    private void fromLoop(Runnable step) {
        couriers.lanes().around(() -> onLane(step));
    }

    private String callId() {
        return call == null ? "" : call.callId();
    }

    /** What the call tells; runs on the lane. */
    private final class Signalling implements CallEvents {

        @Override
        public void answered(Optional<Body> body) {
            MsrpDelivery.this.answered(body);
        }

        @Override
        public void offered(OfferExchange exchange) {
            MidCall known = midCall;
            if (known != null && agreed && !over) {
                known.answer(exchange);
            } else {
                exchange.reject(488, "");
            }
        }

        /** The answer to an offer that a re-INVITE asked us for. */
        @Override
        public void confirmed(Optional<Body> body) {
            if (body.isPresent()) {
                MsrpDelivery.this.answered(body);
            }
        }

        @Override
        public void ended(CallEnd end) {
            if (over || concluding) {
                return;
            }
            if (start > 0 && !agreed && end instanceof CallEnd.Refused refused && refused.status() == 488) {
                sendWhole();
                return;
            }
            switch (end) {
                // The last responses may still be on their way when the BYE overtakes them.
                case CallEnd.RemoteBye bye ->
                    lane.after(couriers.terms().tailGrace(), () -> failUnlessConcluding(Failures.of(bye)));
                case CallEnd.Refused _,
                        CallEnd.NoAnswer _,
                        CallEnd.Unreachable _,
                        CallEnd.SessionExpired _,
                        CallEnd.PeerLost _,
                        CallEnd.Failed _,
                        CallEnd.EndpointClosed _,
                        CallEnd.LocalBye _,
                        CallEnd.Cancelled _,
                        CallEnd.Rejected _,
                        CallEnd.NoAck _ -> fail(Failures.of(end));
            }
        }
    }

    /** What the MSRP session tells; runs on its event loop. */
    private final class Session implements SessionEvents {

        @Override
        public void established() {
            fromLoop(() -> {
                if (!over) {
                    couriers.events().accept(new JobEvent.Connected(parcel.jobId(), callId()));
                }
            });
        }

        @Override
        public void redescribed() {
            onLane(MsrpDelivery.this::reroute);
        }

        @Override
        public Reception incoming(IncomingMessage message) {
            log.debug("Refused a message on a sendonly session: job={}", parcel.jobId());
            return Reception.refuse(403, "this session is sendonly");
        }

        @Override
        public void ended(SessionEnd end) {
            fromLoop(() -> failUnlessConcluding(Failures.of(end)));
        }
    }
}
