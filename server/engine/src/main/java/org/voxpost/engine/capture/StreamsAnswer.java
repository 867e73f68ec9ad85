package org.voxpost.engine.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.Chatroom;
import org.voxpost.sdp.Direction;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.SessionDescription;

/** What becomes of each stream of one offer. Belongs to the lane of the session. */
final class StreamsAnswer {

    /** RFC 4574, RFC 7866 §7.1: whoever labels a stream finds it again, and is told that it is recorded. */
    private static final String LABEL = "label";

    private static final Attribute RECORDED = Attribute.of("record", "on");

    private final CapturedSession session;
    private final SortedMap<Integer, CapturedStream> streams;
    private final SessionDescription offer;
    private final List<@Nullable MediaDescription> taken = new ArrayList<>();
    private @Nullable Throwable refusal;

    /** @param streams of the session, changed with the answer */
    StreamsAnswer(CapturedSession session, SortedMap<Integer, CapturedStream> streams, SessionDescription offer) {
        this.session = session;
        this.streams = streams;
        this.offer = offer;
    }

    /** Completes on the lane, exceptionally when no stream can be taken. */
    CompletableFuture<StreamsAnswer> begin() {
        List<CompletableFuture<?>> open = new ArrayList<>();
        for (int index = 0; index < offer.media().size(); index++) {
            MediaDescription offered = offer.complete(offer.media().get(index));
            taken.add(null);
            if (offered.isMessage() && !offered.declined()) {
                open.add(answer(index, offered).toCompletableFuture());
            }
        }
        return CompletableFuture.allOf(open.toArray(CompletableFuture<?>[]::new))
                .thenComposeAsync(_ -> conclude(), session.lane());
    }

    private CompletionStage<StreamsAnswer> conclude() {
        boolean had = !streams.isEmpty();
        streams.entrySet().removeIf(entry -> isOut(entry.getKey(), entry.getValue()));
        if (streams.isEmpty() && !had) {
            Throwable why = refusal;
            return CompletableFuture.failedFuture(
                    why != null
                            ? why
                            : new NegotiationRefused(NegotiationRefused.Reason.DECLINED, "no MSRP stream is offered"));
        }
        return CompletableFuture.completedFuture(this);
    }

    private boolean isOut(int index, CapturedStream stream) {
        boolean out = index >= taken.size() || taken.get(index) == null;
        MsrpSession made = stream.session();
        if (out && made != null) {
            made.endAfterTail();
        }
        return out;
    }

    /** The answer that declines everything, with what is taken. */
    SessionDescription fill(SessionDescription declining) {
        List<MediaDescription> media = new ArrayList<>(declining.media());
        for (int index = 0; index < taken.size(); index++) {
            MediaDescription ours = taken.get(index);
            if (ours != null) {
                media.set(index, ours);
            }
        }
        return declining.withMedia(media);
    }

    private CompletionStage<?> answer(int index, MediaDescription offered) {
        CompletableFuture<MediaDescription> located = new CompletableFuture<>();
        session.streamTerms().locate(offered, session.lane(), located::complete);
        return located.thenComposeAsync(found -> answerLocated(index, found), session.lane());
    }

    private CompletionStage<?> answerLocated(int index, MediaDescription offered) {
        CapturedStream standing = streams.get(index);
        MsrpSession made = standing == null || standing.over() ? null : standing.session();
        if (standing != null && made != null) {
            try {
                taken.set(index, made.reoffered(offered));
                standing.described(offered);
            } catch (NegotiationRefused e) {
                refusal = e;
                // What stands goes on as it is: an offer that cannot be followed must not cost the text.
                taken.set(index, made.localDescription());
            }
            return CompletableFuture.completedStage(null);
        }
        CapturedStream stream = new CapturedStream(session);
        return session.shared()
                .msrp()
                .answerAsync(
                        offered,
                        session.sessionTerms(Direction.SENDRECV.within(Direction.of(offered)), attributes(offered)),
                        stream)
                .handleAsync(
                        (answering, failure) -> {
                            if (answering == null) {
                                refusal = failure;
                            } else {
                                stream.stand(answering, offered);
                                streams.put(index, stream);
                                taken.set(index, answering.localDescription());
                            }
                            return null;
                        },
                        session.lane());
    }

    private List<Attribute> attributes(MediaDescription offered) {
        List<Attribute> attributes = new ArrayList<>();
        offered.attribute(LABEL).ifPresent(attributes::add);
        attributes.add(RECORDED);
        if (!session.terms().nickname().isEmpty() && Chatroom.in(offered).isPresent()) {
            attributes.add(Chatroom.of(Chatroom.NICKNAME).attribute());
        }
        return attributes;
    }
}
