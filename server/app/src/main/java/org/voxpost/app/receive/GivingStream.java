package org.voxpost.app.receive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.app.send.SendWords;
import org.voxpost.msrp.Body;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.Direction;
import org.voxpost.sdp.FileSelector;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.SdpException;

/** A stream on which the caller asks for a file (RFC 5547 §8.3.2). */
final class GivingStream extends MsrpStream {
    private static final Logger log = LoggerFactory.getLogger(GivingStream.class);

    private final FileOffer file;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private SharedFiles.@Nullable Shared given;

    GivingStream(ReceivingCall call, FileOffer file) {
        super(call);
        this.file = file;
    }

    @Override
    CompletableFuture<StreamAnswer> answer(MediaDescription offered) {
        return CompletableFuture.supplyAsync(this::find, call.server().blocking())
                .thenComposeAsync(found -> answer(offered, found), call.lane());
    }

    private CompletableFuture<StreamAnswer> answer(MediaDescription offered, Optional<SharedFiles.Shared> found) {
        if (found.isEmpty()) {
            return decline("no file here is the one that is asked for");
        }
        SharedFiles.Shared shared = found.get();
        if (file.start() > shared.size() || !file.reachesTheEnd()) {
            return decline("a file is given up to its end");
        }
        given = shared;
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(shared.selector(file.selector()).attribute());
        ECHOED.stream()
                .filter(name -> !name.equals(FileSelector.NAME))
                .forEach(name -> offered.attribute(name).ifPresent(attributes::add));
        return open(
                offered,
                SessionTerms.sending(type(), shared.size() - file.start())
                        .withPolicy(call.server().terms().policy())
                        .withAttributes(attributes));
    }

    private Optional<SharedFiles.Shared> find() {
        try {
            return call.server().shared().isPresent()
                    ? call.server().shared().get().find(file.selector())
                    : Optional.empty();
        } catch (IOException e) {
            log.warn("The directory of shared files cannot be read: call={}", call.id(), e);
            return Optional.empty();
        }
    }

    private String type() {
        return file.selector().type().orElse("application/octet-stream");
    }

    /** The same id never makes us send again (RFC 5547 §8.3.2). */
    @Override
    boolean continues(MediaDescription offered) throws SdpException {
        return Direction.of(offered) == Direction.RECVONLY
                && FileOffer.in(offered).transferId().equals(file.transferId());
    }

    @Override
    MediaDescription reoffered(MediaDescription offered) throws NegotiationRefused, SdpException {
        MsrpSession current = session();
        if (current == null || FileOffer.in(offered).contradicts(file)) {
            throw new NegotiationRefused(
                    NegotiationRefused.Reason.DECLINED, "this file-transfer-id is that of another file");
        }
        return current.reoffered(offered);
    }

    @Override
    void answered() {
        super.answered();
        MsrpSession to = session();
        SharedFiles.Shared shared = given;
        if (to == null || shared == null) {
            return;
        }
        Body rest = Body.of(shared.file(), file.start(), shared.size() - file.start());
        to.send(MessageContent.of(type(), rest), outcome -> call.lane().execute(() -> sent(shared, outcome)));
    }

    private void sent(SharedFiles.Shared shared, SendOutcome outcome) {
        String name = String.valueOf(shared.file().getFileName());
        if (outcome instanceof SendOutcome.Delivered) {
            call.server().events().gave(call.id(), name, shared.size());
        } else if (!over()) {
            call.server()
                    .events()
                    .lost(call.id(), name, "it was not taken by who asked for it: " + SendWords.of(outcome));
        }
        finished();
        done.complete(true);
        call.given();
    }

    @Override
    public Reception incoming(IncomingMessage message) {
        return Reception.refuse(403, "this session only sends");
    }

    @Override
    CompletionStage<?> endAfterTail(String why) {
        if (session() == null || over()) {
            return end(why);
        }
        call.lane().after(call.server().terms().msrp().timeouts().flow().tail(), () -> done.complete(true));
        return done.thenCompose(_ -> end(why));
    }

    /** The end of the message says more. */
    @Override
    public void ended(SessionEnd end) {}
}
