package org.voxpost.engine.stream;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.lane.Lane;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.sdp.FileRange;
import org.voxpost.sdp.FileTransfer;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.SdpException;
import org.voxpost.sip.Body;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.Invitation;
import org.voxpost.sip.OfferExchange;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.SipEndpoint;

/**
 * A call of ours in which we send: the session is offered, the far end invited, the messages sent (RFC 5547 §8.2.1). It has one end,
 * which is told; the call is hung up by its owner. Belongs to its lane.
 */
public final class SendingCall {

    private static final Logger log = LoggerFactory.getLogger(SendingCall.class);

    /** Hears what happens, on the lane. */
    public interface Events {

        /** The INVITE is on its way. */
        default void invited(String callId) {}

        default void provisional(int status, String reason) {}

        /** The answer is there, and does not count yet: false leaves it at that, and it is for the owner to hang up. */
        default boolean mayAgree(MediaDescription answer) {
            return true;
        }

        /** @param farEndKeeps whether it showed that it keeps what breaks off (ADR 19) */
        default void agreed(boolean farEndKeeps) {}

        /** A request has passed between us. */
        default void connected() {}

        /** @param octets of all messages that the far end, or the first relay on the way to it, has taken, and what the far end had before */
        void acknowledged(long octets);

        /** Once. The call may still stand. */
        void ended(SendingEnd end);

        /** The call is over. Once, behind {@link #ended}; not where it never began. */
        default void over() {}
    }

    /**
     * What is sent.
     *
     * @param terms of the session, the attributes of the file included
     * @param invitation with our offer
     * @param start octets of the file that the far end has, and that are not offered again
     * @param messages what follows them; asked for when the session is agreed upon
     */
    public record Cargo(
            SessionTerms terms,
            Function<Body, Invitation> invitation,
            long start,
            Supplier<List<MessageContent>> messages) {}

    private final Supplier<SipEndpoint> sip;
    private final StreamTerms terms;
    private final Duration tail;
    private final Cargo cargo;
    private final Events events;
    private final Lane lane;
    private @Nullable MsrpSession session;
    private @Nullable MessageStream stream;
    private @Nullable OutgoingCall call;
    private @Nullable CallEnd gone;
    private boolean agreed;
    private boolean ended;
    private boolean hungUp;
    private boolean over;

    /** @param tail how long responses that are on their way still count once the far end has hung up */
    public SendingCall(
            Supplier<SipEndpoint> sip, StreamTerms terms, Duration tail, Cargo cargo, Lane lane, Events events) {
        this.sip = sip;
        this.terms = terms;
        this.tail = tail;
        this.cargo = cargo;
        this.lane = lane;
        this.events = events;
    }

    public void begin() {
        terms.msrp()
                .offerAsync(cargo.terms(), new Session())
                .whenComplete((offered, failure) -> onLane(() -> {
                    if (offered == null) {
                        end(new SendingEnd.NotOffered(failure));
                    } else if (hungUp) {
                        offered.end();
                    } else {
                        invite(offered);
                    }
                }));
    }

    private void invite(MsrpSession offered) {
        session = offered;
        MessageStream made = MessageStream.offered(terms, offered, this::onLane, new Stream());
        stream = made;
        OutgoingCall invited = sip.get().invite(cargo.invitation().apply(made.body()), lane, new Signalling());
        call = invited;
        if (!terms.policy().address().reoffers()) {
            invited.refreshWithoutOffers();
        }
        events.invited(invited.callId());
    }

    /** Ends call and session now; nothing is told of it but {@link Events#over}. */
    public void hangUp() {
        hungUp = true;
        ended = true;
        if (call != null) {
            call.hangUp();
        }
        if (session != null) {
            session.end();
        }
        if (gone != null) {
            over();
        }
    }

    private void over() {
        if (!over) {
            over = true;
            events.over();
        }
    }

    /** Runs {@code then} when nothing has passed for a while, or after the longest delay of a BYE: then it is time to hang up. */
    public void whenQuiet(Runnable then) {
        MsrpSession standing = session;
        if (standing == null) {
            then.run();
        } else {
            var _ = standing.quiet().thenRun(() -> onLane(then));
        }
    }

    /** Empty before there is an INVITE. */
    public String callId() {
        return call == null ? "" : call.callId();
    }

    private void end(SendingEnd end) {
        if (!ended) {
            ended = true;
            events.ended(end);
        }
    }

    /** Runs a step of the call on its lane. One that breaks ends the call: it has an end whatever happens. */
    private void onLane(Runnable step) {
        lane.execute(() -> {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                log.error("A step of a call that sends broke: call={}", callId(), e);
                end(new SendingEnd.Broken(e));
            }
        });
    }

    /** Runs a step that the event loop of the session brings, on its thread where that is possible. */
    private void fromLoop(Runnable step) {
        lane.around(() -> onLane(step));
    }

    /** Octets before the range of an answer; empty where there is none, or none that can be read. */
    private static OptionalLong startIn(MediaDescription answer) {
        try {
            return FileRange.in(answer)
                    .map(range -> OptionalLong.of(range.first() - 1))
                    .orElse(OptionalLong.empty());
        } catch (SdpException e) {
            return OptionalLong.empty();
        }
    }

    /** What offers and answers come to; on the lane. */
    private final class Stream implements StreamEvents {

        /** Who does not know ranges would take the rest for the whole (RFC 5547 §8.3.1). */
        @Override
        public boolean mayAgree(MediaDescription answer) {
            if (!ended && cargo.start() > 0 && startIn(answer).orElse(0) != cargo.start()) {
                end(new SendingEnd.RestRefused());
            }
            return !ended && events.mayAgree(answer);
        }

        @Override
        public void agreed(MediaDescription answer) {
            MsrpSession to = session;
            if (to == null) {
                return;
            }
            agreed = true;
            events.agreed(startIn(answer).isPresent());
            new Sending(to, cargo.start(), SendingCall.this::fromLoop, new Progress())
                    .send(cargo.messages().get());
        }

        @Override
        public void refused(NegotiationRefused why) {
            end(new SendingEnd.Unusable(why));
        }

        @Override
        public void refused(int status, String reason) {
            end(new SendingEnd.RefusedWithoutCema(status, reason));
        }

        /** The same transfer goes on and is not begun again; another one is not ours to begin (RFC 5547 §8.1). */
        @Override
        public UnaryOperator<MediaDescription> offered(MediaDescription offer) throws NegotiationRefused, SdpException {
            Optional<String> id = FileTransfer.idIn(offer);
            boolean another = id.isPresent() && !cargo.terms().attributes().contains(FileTransfer.id(id.get()));
            if (another) {
                throw new NegotiationRefused(NegotiationRefused.Reason.DECLINED, "another file transfer is asked for");
            }
            return answer -> answer;
        }

        @Override
        public void closed() {
            end(new SendingEnd.Closed());
        }
    }

    private final class Progress implements Sending.Events {

        @Override
        public void acknowledged(long octets) {
            if (!ended) {
                events.acknowledged(octets);
            }
        }

        @Override
        public void delivered(long octets) {
            end(new SendingEnd.Delivered(octets));
        }

        @Override
        public void failed(SendOutcome outcome) {
            end(new SendingEnd.NotSent(outcome));
        }
    }

    /** What the call tells; on the lane. */
    private final class Signalling implements CallEvents {

        @Override
        public void provisional(int status, String reason) {
            events.provisional(status, reason);
        }

        @Override
        public void answered(Optional<Body> body) {
            if (stream != null && call != null) {
                stream.answered(call, body);
            }
        }

        @Override
        public void confirmed(Optional<Body> body) {
            if (stream != null && call != null) {
                stream.confirmed(call, body);
            }
        }

        @Override
        public void offered(OfferExchange exchange) {
            if (stream != null && !hungUp) {
                stream.offered(exchange);
            } else {
                exchange.reject(488, "");
            }
        }

        @Override
        public void ended(CallEnd end) {
            gone = end;
            if (end instanceof CallEnd.RemoteBye && !ended) {
                // The last responses may still be on their way when the BYE overtakes them.
                lane.after(tail, () -> onLane(() -> conclude(end)));
            } else {
                conclude(end);
            }
        }

        private void conclude(CallEnd end) {
            boolean refused = end instanceof CallEnd.Refused answer && answer.status() == 488;
            end(refused && cargo.start() > 0 && !agreed ? new SendingEnd.RestRefused() : new SendingEnd.CallEnded(end));
            over();
        }
    }

    /** What the MSRP session tells; on its event loop. */
    private final class Session implements SessionEvents {

        @Override
        public void established() {
            fromLoop(() -> {
                if (!ended) {
                    events.connected();
                }
            });
        }

        @Override
        public void redescribed() {
            fromLoop(() -> {
                if (stream != null && call != null && !hungUp) {
                    stream.reroute(call);
                }
            });
        }

        @Override
        public Reception incoming(IncomingMessage message) {
            return Reception.refuse(403, "this session is sendonly");
        }

        @Override
        public void ended(SessionEnd end) {
            fromLoop(() -> end(new SendingEnd.SessionEnded(end)));
        }
    }
}
