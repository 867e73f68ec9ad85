package org.voxpost.engine.delivery;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.event.JobEvent;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.lane.SideWork;
import org.voxpost.engine.overload.Breakers;
import org.voxpost.engine.stream.SendingCall;
import org.voxpost.engine.stream.SendingEnd;
import org.voxpost.engine.stream.StreamTerms;
import org.voxpost.engine.transfer.AttemptOutcome;
import org.voxpost.engine.transfer.AttemptOutcome.Failed;
import org.voxpost.engine.transfer.Courier;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.engine.transfer.Parting;
import org.voxpost.media.Fetched;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.sdp.FileTransfer;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sip.SipUri;

/**
 * One attempt over SIP and MSRP, on a lane of its own: open the source, INVITE, send, wait for every acknowledgement, BYE,
 * delete the source if asked (RFC 5547 §8.1, push). Whatever happens it ends once, and leaves no call, session or open
 * file behind.
 */
final class MsrpDelivery implements Courier.Shipment {

    private static final Logger log = LoggerFactory.getLogger(MsrpDelivery.class);

    private final Couriers couriers;
    private final Parcel parcel;
    private final SipUri offerer;
    private final SipUri answerer;
    private final Optional<String> offeredName;
    private final Courier.Watcher watcher;
    private final boolean whole;
    private final Lane lane;
    private final SideWork opening = new SideWork();

    private @Nullable Freight freight;
    private Breakers.@Nullable Permit permit;
    private @Nullable Resumption resumption;
    private @Nullable SendingCall call;
    private @Nullable MsrpDelivery successor;
    private boolean leaving;
    private boolean turning;
    private boolean concluding;
    private boolean over;

    MsrpDelivery(
            Couriers couriers,
            Parcel parcel,
            SipUri offerer,
            SipUri answerer,
            Optional<String> offeredName,
            Courier.Watcher watcher) {
        this(couriers, parcel, offerer, answerer, offeredName, watcher, false);
    }

    /** @param whole whether the far end has not gone on with the file, so that it is not asked to again */
    private MsrpDelivery(
            Couriers couriers,
            Parcel parcel,
            SipUri offerer,
            SipUri answerer,
            Optional<String> offeredName,
            Courier.Watcher watcher,
            boolean whole) {
        this.couriers = couriers;
        this.parcel = parcel;
        this.offerer = offerer;
        this.answerer = answerer;
        this.offeredName = offeredName;
        this.watcher = watcher;
        this.whole = whole;
        this.lane = couriers.lanes().lane();
    }

    /** A server that is left alone costs nobody the opening of a source, which may have to be pulled. */
    MsrpDelivery begin() {
        permit = couriers.breakers().enter(answerer).orElse(null);
        if (permit == null) {
            onLane(() -> fail(Failures.leftAlone(couriers.breakers().rest())));
            return this;
        }
        opening.run(
                couriers.blocking(),
                () -> Freight.open(parcel, offeredName, couriers),
                opened -> onLane(() -> opened(opened)),
                e -> onLane(() -> fail(Failures.of(e))));
        return this;
    }

    @Override
    public void abandon(Parting how) {
        onLane(() -> {
            SendingCall standing = call;
            if (successor != null) {
                successor.abandon(how);
            } else if (how == Parting.AT_ONCE || standing == null) {
                giveUp();
            } else {
                leaving = true;
                standing.whenQuiet(this::giveUp);
            }
        });
    }

    private void giveUp() {
        if (!concluding && !over) {
            couriers.resumptions().forget(parcel.jobId());
            end(new AttemptOutcome.Abandoned());
        }
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
        JobRecord record = couriers.record(parcel);
        record.sourceReady(
                opened.octets(),
                opened.sha256(),
                opened.file().map(Fetched::version).orElse(""));
        DeliveryTerms terms = couriers.terms();
        PeerPolicy policy = terms.policies().apply(answerer);
        long start = policy.resume() && opened.file().isPresent()
                ? couriers.resumptions().start(parcel.jobId(), opened.sha256())
                : 0;
        Resumption from = new Resumption(couriers.resumptions(), record, opened, start, policy.resume());
        resumption = from;
        Offer offer = Offer.of(opened, start, UUID.randomUUID().toString(), policy);
        SendingCall sending = new SendingCall(
                couriers.sip(),
                new StreamTerms(couriers.msrp(), policy, terms.address(), "-"),
                terms.tailGrace(),
                new SendingCall.Cargo(
                        offer.terms(),
                        body -> offer.invitation(offerer, answerer, body, parcel, terms),
                        start,
                        () -> opened.messagesFrom(start, couriers.blocking())),
                lane,
                new Heard(opened, from));
        call = sending;
        sending.begin();
    }

    /** What becomes of the call; on the lane. */
    private final class Heard implements SendingCall.Events {
        private final Freight sent;
        private final Resumption from;

        Heard(Freight sent, Resumption from) {
            this.sent = sent;
            this.from = from;
        }

        @Override
        public void invited(String callId) {
            couriers.events().accept(new JobEvent.Invited(parcel.jobId(), callId, answerer.toString()));
        }

        /** Before an octet has moved: a far end that has the beginning of the file is offered the rest in a call of its own (ADR 23). */
        @Override
        public boolean mayAgree(MediaDescription answer) {
            long kept = FileTransfer.keptIn(answer).orElse(0);
            if (over || leaving || whole || from.goesOn() || !from.mayGoOnAt(kept)) {
                return true;
            }
            used(Breakers.Permit::worked);
            couriers.resumptions().brokeOff(parcel.jobId(), sent.sha256(), kept);
            turning = true;
            hangUp();
            return false;
        }

        @Override
        public void over() {
            if (turning && leaving) {
                giveUp();
            } else if (turning && !over) {
                succeed(false);
            }
        }

        @Override
        public void agreed(boolean farEndKeeps) {
            from.agreed(farEndKeeps);
        }

        @Override
        public void connected() {
            couriers.events().accept(new JobEvent.Connected(parcel.jobId(), callId()));
        }

        @Override
        public void acknowledged(long octets) {
            used(Breakers.Permit::worked);
            from.acknowledged(octets);
            watcher.acknowledged(octets);
            couriers.events().accept(new JobEvent.Acknowledged(parcel.jobId(), octets, sent.octets()));
        }

        @Override
        public void ended(SendingEnd end) {
            onLane(() -> concluded(end));
        }

        private void concluded(SendingEnd end) {
            boolean restRefused = end instanceof SendingEnd.RestRefused
                    || (from.goesOn()
                            && end instanceof SendingEnd.NotSent(SendOutcome outcome)
                            && outcome instanceof SendOutcome.Refused);
            if (over) {
                return;
            }
            if (end instanceof SendingEnd.Delivered(long octets)) {
                used(Breakers.Permit::worked);
                allAcknowledged(sent, octets);
            } else if (restRefused && !leaving) {
                used(Breakers.Permit::worked);
                sendWhole();
            } else {
                used(Failures.isOfServer(end) ? Breakers.Permit::failed : Breakers.Permit::leftOpen);
                fail(Failures.of(end));
            }
        }
    }

    private void used(Consumer<Breakers.Permit> how) {
        if (permit != null) {
            how.accept(permit);
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

    /** Within the same attempt, as if nothing had been sent before: the far end does not go on with the file. */
    private void sendWhole() {
        couriers.resumptions().forget(parcel.jobId());
        hangUp();
        succeed(true);
    }

    /** Goes on with the attempt in another call. */
    private void succeed(boolean whole) {
        over = true;
        if (freight != null) {
            couriers.blocking().execute(freight::close);
        }
        successor = new MsrpDelivery(couriers, parcel, offerer, answerer, offeredName, watcher, whole).begin();
    }

    private void fail(Failed failed) {
        if (!over) {
            if (resumption != null) {
                resumption.failed(failed);
            }
            couriers.events()
                    .accept(new JobEvent.AttemptFailed(
                            parcel.jobId(), failed.status(), failed.reason(), !failed.permanent()));
            end(failed);
        }
    }

    private void end(AttemptOutcome outcome) {
        if (over) {
            return;
        }
        over = true;
        used(Breakers.Permit::leftOpen);
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
    }

    /** Runs a step of the attempt on its lane. One that breaks ends the attempt: it has an outcome whatever happens. */
    private void onLane(Runnable step) {
        lane.execute(() -> {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                log.error("An attempt broke: job={}", parcel.jobId(), e);
                end(Failed.temporarily(500, "internal error"));
            }
        });
    }

    private String callId() {
        return call == null ? "" : call.callId();
    }
}
