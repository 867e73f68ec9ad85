package org.voxpost.msrp.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MessageSink;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SendEvents;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.Verdict;

/** A listener and sink that keeps what it is told, and whose answers can be held back. */
final class Listening implements SessionEvents, SendEvents, MessageSink {

    final List<String> told = new ArrayList<>();
    final List<SendOutcome> outcomes = new ArrayList<>();
    final List<SendOutcome.Refused> takenBack = new ArrayList<>();
    final List<SessionEnd> ends = new ArrayList<>();
    final List<CompletableFuture<Verdict>> held = new ArrayList<>();
    boolean holding;

    /** What is said of octets that come again. */
    @Nullable
    Verdict contradiction;

    boolean established;
    long acknowledged;
    Verdict answer = Verdict.TAKEN;

    /** What is said of a message that begins, when it is not taken by this. */
    @Nullable
    Reception reception;

    @Override
    public void established() {
        established = true;
    }

    @Override
    public Reception incoming(IncomingMessage message) {
        told.add((message.knownId() ? "begin again " : "begin ") + message.messageId());
        return reception == null ? Reception.into(this) : reception;
    }

    @Override
    public void ended(SessionEnd end) {
        ends.add(end);
    }

    @Override
    public CompletionStage<Verdict> take(long offset, ByteBuffer part) {
        told.add(offset + " " + StandardCharsets.ISO_8859_1.decode(part));
        return verdict();
    }

    @Override
    public CompletionStage<Verdict> complete(long octets) {
        told.add("complete " + octets);
        return verdict();
    }

    @Override
    public CompletionStage<Verdict> repeated(long offset, ByteBuffer again) {
        told.add("repeated " + offset + " " + StandardCharsets.ISO_8859_1.decode(again));
        return CompletableFuture.completedFuture(contradiction == null ? Verdict.TAKEN : contradiction);
    }

    @Override
    public void aborted(Abandonment why) {
        told.add("aborted " + why);
    }

    @Override
    public void acknowledged(long octets) {
        acknowledged = octets;
    }

    @Override
    public void finished(SendOutcome outcome) {
        outcomes.add(outcome);
    }

    @Override
    public void takenBack(SendOutcome.Refused refusal) {
        takenBack.add(refusal);
    }

    private CompletionStage<Verdict> verdict() {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        if (holding) {
            held.add(verdict);
        } else {
            verdict.complete(answer);
        }
        return verdict;
    }
}
