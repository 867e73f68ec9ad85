package org.voxpost.app.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.voxpost.app.receive.StreamAnswer.Declined;
import org.voxpost.app.receive.StreamAnswer.Taken;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.sdp.Direction;
import org.voxpost.sdp.FileSelector;
import org.voxpost.sdp.FileTransfer;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.SdpException;
import org.voxpost.sdp.SessionDescription;

/** What becomes of each stream of one offer (RFC 5547 §8.2.3, §8.3). Belongs to the lane of the call. */
final class StreamAnswers {
    private static final Declined NOTHING_OFFERED = new Declined(488, "no MSRP stream is offered");

    private final ReceivingCall call;
    private final SortedMap<Integer, MsrpStream> streams;
    private final SessionDescription offer;
    private final List<Line> lines = new ArrayList<>();
    private boolean closing;

    /** @param streams of the call, by the place of their m-lines; changed with the answer */
    StreamAnswers(ReceivingCall call, SortedMap<Integer, MsrpStream> streams, SessionDescription offer) {
        this.call = call;
        this.streams = streams;
        this.offer = offer;
    }

    /** One m-line that offers a stream. */
    private record Line(
            int index, MediaDescription offered, boolean standing, CompletableFuture<StreamAnswer> answer) {}

    /** Completes on the lane when every stream has its answer. */
    CompletionStage<?> begin() {
        for (int index = 0; index < offer.media().size(); index++) {
            MediaDescription offered = offer.complete(offer.media().get(index));
            if (offered.isMessage() && !offered.declined()) {
                lines.add(new Line(index, offered, streams.containsKey(index), located(index, offered)));
            } else if (streams.containsKey(index)) {
                closing = true;
            }
        }
        return CompletableFuture.allOf(lines.stream().map(Line::answer).toArray(CompletableFuture[]::new));
    }

    /** Why none of the streams is taken. */
    Declined refusal() {
        return lines.stream()
                .flatMap(line ->
                        line.answer().join() instanceof Declined declined ? Stream.of(declined) : Stream.empty())
                .findFirst()
                .orElse(NOTHING_OFFERED);
    }

    /** Whether there is nothing to agree on: no stream is taken, and none goes because the caller wants it so. */
    boolean none() {
        return !closing && lines.stream().noneMatch(line -> line.answer().join() instanceof Taken);
    }

    /** Forgets the streams that are new and not taken. */
    void forgetDeclined() {
        for (Line line : lines) {
            if (!line.standing() && line.answer().join() instanceof Declined(int _, String why)) {
                streams.remove(line.index());
                call.declined(name(line.offered()), why);
            }
        }
    }

    SessionDescription offer() {
        return offer;
    }

    /**
     * The answer. Streams that are not in it end.
     *
     * @param declining an answer that declines everything
     */
    SessionDescription answer(SessionDescription declining) {
        List<MediaDescription> media = new ArrayList<>();
        for (int index = 0; index < offer.media().size(); index++) {
            media.add(mirrored(declining.media().get(index), offer.media().get(index)));
        }
        for (Line line : lines) {
            if (line.answer().join() instanceof Taken(MediaDescription description)) {
                media.set(line.index(), description);
            }
        }
        streams.entrySet().removeIf(entry -> {
            boolean out =
                    entry.getKey() >= media.size() || media.get(entry.getKey()).declined();
            if (out) {
                entry.getValue().end("its stream was closed");
            }
            return out;
        });
        return declining.withMedia(media);
    }

    /** Names are looked up first where they are compared. */
    private CompletableFuture<StreamAnswer> located(int index, MediaDescription offered) {
        CompletableFuture<StreamAnswer> answer = new CompletableFuture<>();
        call.terms().locate(offered, call.lane(), found -> {
            var _ = answer(index, found).whenComplete((made, failure) -> {
                if (made == null) {
                    answer.completeExceptionally(
                            failure == null ? new IllegalStateException("a stream without an answer") : failure);
                } else {
                    answer.complete(made);
                }
            });
        });
        return answer;
    }

    private CompletableFuture<StreamAnswer> answer(int index, MediaDescription offered) {
        MsrpStream standing = streams.get(index);
        try {
            if (standing != null && standing.continues(offered)) {
                return CompletableFuture.completedFuture(new Taken(standing.reoffered(offered)));
            }
            FileOffer file = FileOffer.in(offered);
            if (standing != null) {
                standing.end("another file takes its place");
                streams.remove(index);
            }
            int most = call.server().terms().filesPerCall();
            if (streams.size() >= most) {
                return declined(488, "no more than " + most + " files are taken in one call");
            }
            MsrpStream stream = Direction.of(offered) == Direction.RECVONLY
                    ? new GivingStream(call, file)
                    : new TakingStream(call, file);
            streams.put(index, stream);
            return stream.answer(offered);
        } catch (NegotiationRefused e) {
            return declined(488, String.valueOf(e.getMessage()));
        } catch (SdpException e) {
            return declined(400, String.valueOf(e.getMessage()));
        }
    }

    private static String name(MediaDescription offered) {
        try {
            return FileOffer.in(offered).name();
        } catch (SdpException e) {
            return "";
        }
    }

    private static CompletableFuture<StreamAnswer> declined(int status, String why) {
        return CompletableFuture.completedFuture(new Declined(status, why));
    }

    /** RFC 5547 §8.3: what is declined is named as in the offer. */
    private static MediaDescription mirrored(MediaDescription declined, MediaDescription offered) {
        MediaDescription mirrored = declined;
        for (String name : List.of(FileSelector.NAME, FileTransfer.ID)) {
            mirrored = offered.isMessage()
                    ? offered.attribute(name).map(mirrored::with).orElse(mirrored)
                    : mirrored;
        }
        return mirrored;
    }
}
