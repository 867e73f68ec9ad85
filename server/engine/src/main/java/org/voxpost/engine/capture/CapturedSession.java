package org.voxpost.engine.capture;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.cpim.Content;
import org.voxpost.cpim.IsComposing;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;
import org.voxpost.engine.capture.store.SessionRecord;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.stream.StreamTerms;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.Direction;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.SessionDescription;

/** A session whose text is kept, however it is signalled. Belongs to its lane, but for what says otherwise. */
final class CapturedSession {

    private static final Logger logger = LoggerFactory.getLogger(CapturedSession.class);

    /** A stream that does not end in this time is not waited for. */
    private static final Duration ENDING = Duration.ofSeconds(10);

    private final CaptureDesk.Shared shared;
    private final SessionRecord record;
    private final Lane lane;
    private final SessionLog log;
    private final WritingSign writing;
    private final StreamTerms terms;

    /** What our description begins with: whose session it is, and no stream. */
    private final SessionDescription blank;

    private final Signalling signalling;
    private final Speech speech = new Speech(this);
    private final Copies copies = new Copies();
    private final CaptureFigures figures;
    private final FirstAnswers answers;

    /** By the place of the m-line in the description, from 0. */
    private final SortedMap<Integer, CapturedStream> streams = new TreeMap<>();

    /** Event loops read it. */
    private volatile @Nullable SessionDescription ours;

    private final List<SessionWatcher> watchers = new CopyOnWriteArrayList<>();

    private boolean over;

    /** Whether it was given to the record; one that was refused before is none. */
    private boolean recorded;

    /** Why the answering side ends it, or the server does; empty as long as neither did. */
    private String ordered = "";

    CapturedSession(
            CaptureDesk.Shared shared, SessionRecord record, Lane lane, StreamTerms terms, Signalling signalling) {
        this(shared, record, lane, terms, terms.description(), signalling);
    }

    /** @param blank our description, without a stream, of a call that stands already */
    CapturedSession(
            CaptureDesk.Shared shared,
            SessionRecord record,
            Lane lane,
            StreamTerms terms,
            SessionDescription blank,
            Signalling signalling) {
        this.blank = blank;
        this.shared = shared;
        this.record = record;
        this.lane = lane;
        this.terms = terms;
        this.signalling = signalling;
        this.writing = new WritingSign(lane, this::show);
        this.figures = shared.figures(record);
        this.answers = new FirstAnswers(figures);
        this.log = new SessionLog(shared.store(), shared.clock(), record.id(), this::written);
    }

    SessionRecord record() {
        return record;
    }

    Lane lane() {
        return lane;
    }

    SessionLog log() {
        return log;
    }

    CaptureTerms terms() {
        return shared.terms();
    }

    /** Who is at the other end, by the signalling; what a message says of its sender is no identity (threat T37). */
    String party() {
        return record.caller();
    }

    boolean over() {
        return over;
    }

    @Nullable
    SessionDescription description() {
        return ours;
    }

    /**
     * Writes down that it began. Until that is done nobody may be told that the call is taken.
     *
     * @return completes on any thread, exceptionally when it was not written in time
     */
    CompletableFuture<Void> open(List<Fact> facts) {
        recorded = true;
        return log.open(record, facts, terms().linkWithin())
                .thenRun(figures::opened)
                .orTimeout(terms().storeDeadline().toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * A further request of whoever signals, for the record.
     *
     * @param octets as it came; copied before this returns
     * @return completes on any thread, exceptionally when it was not written in time
     */
    CompletableFuture<Void> signalled(String what, ByteBuffer octets) {
        byte[] copy = new byte[octets.remaining()];
        octets.duplicate().get(copy);
        return log.add(Fact.of(FactKind.SIGNALLING, log.now(), what).content("message/sip", copy))
                .orTimeout(terms().storeDeadline().toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(() -> {});
    }

    /** An offer of ours, with one stream. Completes on the lane. */
    CompletableFuture<SessionDescription> offer() {
        CompletableFuture<SessionDescription> offered = new CompletableFuture<>();
        CapturedStream stream = new CapturedStream(this);
        var _ = shared.msrp()
                .offerAsync(sessionTerms(Direction.SENDRECV, List.of()), stream)
                .whenComplete((made, failure) -> lane.execute(() -> {
                    if (made == null) {
                        offered.completeExceptionally(failure);
                    } else {
                        streams.put(0, stream);
                        stream.stand(made, made.localDescription());
                        SessionDescription description = blank.plus(made.localDescription());
                        ours = description;
                        offered.complete(description);
                    }
                }));
        return offered;
    }

    /**
     * The answer to an offer: each message stream is taken, every other one declined (RFC 3264 §6). Completes on the lane,
     * exceptionally when nothing in it can be taken.
     */
    CompletableFuture<SessionDescription> answer(SessionDescription offer) {
        return new StreamsAnswer(this, streams, offer)
                .begin()
                .thenApplyAsync(
                        answers -> {
                            SessionDescription before = ours;
                            SessionDescription base = before == null ? blank : before;
                            SessionDescription answer =
                                    answers.fill(SessionDescription.answerTo(offer, base.origin(), base.name()));
                            SessionDescription next = before == null
                                    ? base.connection()
                                            .map(answer::withConnection)
                                            .orElse(answer)
                                    : before.next(answer.media());
                            ours = next;
                            return next;
                        },
                        lane);
    }

    /** The answer to an offer of ours; false when it takes no stream. */
    boolean agreed(SessionDescription answer) throws NegotiationRefused {
        boolean any = false;
        for (var entry : streams.entrySet()) {
            MsrpSession session = entry.getValue().session();
            if (session != null && entry.getKey() < answer.media().size()) {
                MediaDescription media = answer.complete(answer.media().get(entry.getKey()));
                try {
                    session.answered(media);
                } catch (NegotiationRefused e) {
                    if (e.reason() != NegotiationRefused.Reason.WITHOUT_CEMA) {
                        entry.getValue().refused();
                    }
                    throw e;
                }
                entry.getValue().described(media);
                any = true;
            }
        }
        return any;
    }

    /** Our answer is on its way. */
    void start() {
        for (CapturedStream stream : streams.values()) {
            MsrpSession session = stream.session();
            if (session != null) {
                session.start();
            }
        }
    }

    /** Our description once more, for an offer in mid-call in which nothing changes. */
    SessionDescription offerAgain() {
        SessionDescription before = ours == null ? blank : ours;
        List<MediaDescription> again = new ArrayList<>(before.media());
        streams.forEach((index, stream) -> {
            MsrpSession session = stream.session();
            if (session != null) {
                again.set(index, session.reoffer());
            }
        });
        SessionDescription next = before.next(again);
        ours = next;
        return next;
    }

    /** Our relay gave us another path: the caller has to know (RFC 4976 §9.4). */
    void rerouted() {
        if (!over) {
            signalling.reoffer(offerAgain());
        }
    }

    CaptureDesk.Shared shared() {
        return shared;
    }

    StreamTerms streamTerms() {
        return terms;
    }

    SessionTerms sessionTerms(Direction direction, List<Attribute> attributes) {
        return new SessionTerms(
                terms().acceptTypes(),
                terms().acceptWrappedTypes(),
                direction,
                terms().maxSize(),
                List.of(),
                0,
                attributes,
                terms.policy());
    }

    /** Text can flow on one of the streams. The fact of it is written before anything that comes on it. Event loop of the stream. */
    void established() {
        SessionDescription description = ours;
        var _ = log.add(Fact.of(FactKind.MEDIA_STARTED, log.now(), "")
                .content("application/sdp", description == null ? new byte[0] : description.encode()));
        speech.greet();
    }

    /** A stream on which the caller takes a type. On the lane. */
    Optional<CapturedStream> taking(String type) {
        return over
                ? Optional.empty()
                : streams.values().stream()
                        .filter(one -> !one.over() && one.takes(type))
                        .findFirst();
    }

    /** The last messages of the caller. */
    Copies copies() {
        return copies;
    }

    private void written(Fact fact) {
        figures.written(fact);
        watchers.forEach(SessionWatcher::newFacts);
    }

    /** Who hears what goes on in it. */
    List<SessionWatcher> watchers() {
        return watchers;
    }

    CaptureFigures figures() {
        return figures;
    }

    FirstAnswers answers() {
        return answers;
    }

    /** What the answering side says. */
    Speech speech() {
        return speech;
    }

    /** The answering side ends it, with a last text where one is configured. A second order changes nothing. Any thread. */
    void end(String why) {
        lane.execute(() -> {
            if (!ordered.isEmpty()) {
                return;
            }
            ordered = why;
            var _ = speech.close().whenComplete((_, _) -> lane.execute(() -> signalling.hangUp(why)));
        });
    }

    /**
     * Shows what is not kept: that the caller writes, bare or in an envelope; at most once a second. Event loop of a stream.
     *
     * @return whether it is something of the kind
     */
    boolean passed(String contentType, byte[] content) {
        if (!Passing.is(contentType) && !Envelopes.mayHoldComposing(contentType, content)) {
            return false;
        }
        if (!(Content.of(contentType, content) instanceof Content.Composing(IsComposing state))) {
            return Passing.is(contentType);
        }
        lane.execute(() -> writing.is(state.state() == IsComposing.State.ACTIVE));
        return true;
    }

    private void show(boolean writes) {
        shared.composing(record.id(), party(), writes);
        watchers.forEach(watcher -> watcher.composing(writes));
    }

    /** A stream is over. */
    void streamEnded(SessionEnd end) {
        if (over) {
            return;
        }
        var _ = log.add(Fact.of(FactKind.MEDIA_ENDED, log.now(), end.detail()));
        if (streams.values().stream().allMatch(CapturedStream::over)) {
            logger.warn(
                    "The text of a session broke off: session={} call={} {}",
                    record.id(),
                    record.callId(),
                    end.detail());
            var _ = lane.after(terms().lostGrace(), this::giveUp);
        }
    }

    /** A caller that comes back has a stream by then. */
    private void giveUp() {
        if (!over && streams.values().stream().allMatch(CapturedStream::over)) {
            ordered = "no MSRP connection";
            signalling.hangUp(ordered);
        }
    }

    /**
     * The call is over.
     *
     * @param tail whether what the caller sent before still counts (C12)
     * @return completes on the lane when nothing more is told of it
     */
    CompletableFuture<Void> ended(String why, boolean tail) {
        over = true;
        List<CapturedStream> open =
                streams.values().stream().filter(stream -> !stream.over()).toList();
        for (CapturedStream stream : open) {
            MsrpSession session = stream.session();
            if (session != null && tail) {
                session.endAfterTail();
            } else if (session != null) {
                session.end();
            }
        }
        return CompletableFuture.allOf(open.stream()
                        .filter(stream -> stream.session() != null)
                        .map(CapturedStream::ended)
                        .toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, ENDING.toSeconds(), TimeUnit.SECONDS)
                .thenRunAsync(() -> close(ordered.isEmpty() ? why : why + ": " + ordered, !open.isEmpty()), lane);
    }

    private void close(String why, boolean flowed) {
        if (!recorded) {
            return;
        }
        if (flowed) {
            var _ = log.add(Fact.of(FactKind.MEDIA_ENDED, log.now(), why));
        }
        var _ = log.close(Fact.of(FactKind.CALL_ENDED, log.now(), why)).exceptionally(failure -> {
            logger.error(
                    "The end of a session could not be written down: session={} call={}",
                    record.id(),
                    record.callId(),
                    failure);
            return 0;
        });
    }
}
