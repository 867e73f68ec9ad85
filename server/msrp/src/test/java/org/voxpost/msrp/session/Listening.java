package org.voxpost.msrp.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
    final List<SessionEnd> ends = new ArrayList<>();
    final List<CompletableFuture<Verdict>> held = new ArrayList<>();
    boolean holding;
    boolean established;
    long acknowledged;
    Verdict answer = Verdict.TAKEN;

    @Override
    public void established() {
        established = true;
    }

    @Override
    public Reception incoming(IncomingMessage message) {
        told.add("begin " + message.messageId());
        return Reception.into(this);
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
