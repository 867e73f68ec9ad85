package org.voxpost.app.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.voxpost.media.AnnouncedFile;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.Direction;
import org.voxpost.sdp.FileRange;
import org.voxpost.sdp.FileTransfer;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.SdpException;

/** A stream on which the caller sends (RFC 5547 §8.3.1): a file that it announced, or messages. */
final class TakingStream extends MsrpStream {
    private final List<FileSink> sinks = new ArrayList<>();
    private final CompletableFuture<Boolean> known;
    private final CompletableFuture<Boolean> tail = new CompletableFuture<>();
    private volatile FileOffer file;
    private boolean none = true;

    private TakingStream(ReceivingCall call, FileOffer file, CompletableFuture<Boolean> known) {
        super(call);
        this.file = file;
        this.known = known;
    }

    TakingStream(ReceivingCall call, FileOffer file) {
        this(call, file, CompletableFuture.completedFuture(true));
    }

    /** A stream that we offer: what comes on it is in the answer, and waits for that. */
    static TakingStream offered(ReceivingCall call) {
        return new TakingStream(call, FileOffer.NONE, new CompletableFuture<>());
    }

    CompletionStage<MsrpSession> offer() {
        return call.server().msrp().offerAsync(terms(), this);
    }

    /** The answer to what we offered. */
    void answeredBy(MediaDescription answer) throws SdpException {
        file = FileOffer.in(answer);
        known.complete(true);
    }

    /** The rest of a file is taken when what comes before it is here; the whole of one always is. */
    @Override
    CompletableFuture<StreamAnswer> answer(MediaDescription offered) {
        Optional<String> refusal = call.server().terms().acceptance().refusal(file);
        if (refusal.isPresent()) {
            return decline(refusal.get());
        }
        Optional<AnnouncedFile> announced = file.announced(call.sender());
        boolean whole = file.start() == 0 && file.reachesTheEnd();
        if (announced.isEmpty() || !file.reachesTheEnd()) {
            return whole
                    ? open(offered, 0)
                    : decline("a part of a file is taken up to its end, with size and hash of the whole");
        }
        AnnouncedFile known = announced.get();
        CompletionStage<?> free = whole
                ? CompletableFuture.completedStage(null)
                : call.server().transfers().givenUp(known);
        return free.thenApplyAsync(
                        _ -> call.server().inbox().kept(known), call.server().blocking())
                .thenComposeAsync(
                        kept -> kept < file.start() ? decline("less of this file is here") : open(offered, kept),
                        call.lane())
                .toCompletableFuture();
    }

    private CompletableFuture<StreamAnswer> open(MediaDescription offered, long kept) {
        return open(offered, terms().withAttributes(attributes(offered, kept)));
    }

    @Override
    boolean continues(MediaDescription offered) throws SdpException {
        FileOffer next = FileOffer.in(offered);
        boolean whole = next.start() == 0 && next.reachesTheEnd();
        return Direction.of(offered) != Direction.RECVONLY && (whole || !another(next));
    }

    /** Another file has to be acceptable; under the same id, another file is an error (RFC 5547 §8.1). */
    @Override
    MediaDescription reoffered(MediaDescription offered) throws NegotiationRefused, SdpException {
        MsrpSession current = session();
        FileOffer next = FileOffer.in(offered);
        boolean another = another(next);
        Optional<String> why = another
                ? call.server().terms().acceptance().refusal(next)
                : Optional.of("this file-transfer-id is that of another file").filter(_ -> next.contradicts(file));
        if (current == null || why.isPresent()) {
            throw new NegotiationRefused(NegotiationRefused.Reason.DECLINED, why.orElse("the stream is over"));
        }
        MediaDescription answered = current.reoffered(offered);
        if (another) {
            file = next;
        }
        for (String name : ECHOED) {
            answered = answered.without(name);
        }
        for (Attribute attribute : attributes(offered, 0)) {
            answered = answered.with(attribute);
        }
        return answered;
    }

    private boolean another(FileOffer next) {
        return !next.transferId().equals(file.transferId());
    }

    private SessionTerms terms() {
        return SessionTerms.receiving(call.server().terms().acceptance().types())
                .withPolicy(call.server().terms().policy());
    }

    /**
     * What the answer says of the file. Where we would keep its beginning, a range that says what no range says too (RFC 5547 §6): the
     * sender learns that it may go on later.
     *
     * @param kept bytes of its beginning that are here, which the sender is told; 0 in mid-call
     */
    private List<Attribute> attributes(MediaDescription offered, long kept) {
        List<Attribute> attributes = new ArrayList<>();
        ECHOED.forEach(name -> offered.attribute(name).ifPresent(attributes::add));
        Optional<AnnouncedFile> announced =
                file.announced(call.sender()).filter(_ -> call.server().inbox().keeping());
        if (announced.isPresent() && !offered.has("file-range")) {
            attributes.add(new FileRange(1, OptionalLong.empty()).attribute());
            long there = file.worthGoingOn(kept);
            if (there > 0) {
                attributes.add(FileTransfer.kept(there));
            }
        }
        return attributes;
    }

    @Override
    public Reception incoming(IncomingMessage message) {
        return known.isDone() ? into(message) : new Reception.Later(known.thenApply(_ -> into(message)));
    }

    private Reception into(IncomingMessage message) {
        FileSink sink = new FileSink(
                call.server().inbox(),
                call.server().transfers(),
                call.server().events(),
                call.id(),
                call.sender(),
                file,
                message,
                call.server().waitingLane());
        call.lane().execute(() -> {
            none = false;
            sinks.removeIf(FileSink::over);
            sinks.add(sink);
        });
        return Reception.into(sink);
    }

    @Override
    public void ended(SessionEnd end) {
        call.lane().execute(() -> {
            tail.complete(true);
            boolean ours = end.cause() == SessionEnd.Cause.LOCAL || end.cause() == SessionEnd.Cause.ENDPOINT_CLOSED;
            if (ours || over()) {
                return;
            }
            if (none) {
                call.server().events().lost(call.id(), file.name(), end.detail());
            }
            finished();
            call.sessionLost();
        });
    }

    /** A file that came is all that comes (RFC 5547 §8.7); of messages nobody knows whether more of them come. */
    @Override
    CompletionStage<?> endAfterTail(String why) {
        MsrpSession current = session();
        boolean complete = file.isFile() && !none && sinks.stream().allMatch(FileSink::over);
        if (current == null || over() || complete) {
            return end(why);
        }
        current.endAfterTail();
        return tail.thenCompose(_ -> end(why));
    }

    @Override
    CompletionStage<?> end(String why) {
        super.end(why);
        return CompletableFuture.allOf(
                sinks.stream().map(sink -> sink.end(why).toCompletableFuture()).toArray(CompletableFuture<?>[]::new));
    }
}
