package org.voxpost.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.voxpost.msrp.FlowTimeouts;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.session.Bench.Written;
import org.voxpost.msrp.wire.Frame;

/**
 * The state table of a session, as the core shows it when every input is tried in every state. It is committed as {@code
 * docs/msrp-session-states.md}; when it changes on purpose, run this test with {@code -Dvoxpost.print=true}.
 */
class SessionStatesTest {

    private static final Path FILE = Path.of("../../docs/msrp-session-states.md");

    private static final SessionEnd BYE = new SessionEnd(SessionEnd.Cause.LOCAL, "bye");

    /** One session on a bench, and what is told of it. */
    private static final class Case {
        final Bench bench = new Bench(FlowTimeouts.DEFAULT);
        final Listening events = new Listening();
        final SessionCore session = bench.session("s1", events, PeerPolicy.DEFAULT);
        List<Written> sent = new ArrayList<>();

        /** Brings the session there. */
        Case in(SessionState state) {
            bench.core.madeByPeer();
            if (state == SessionState.NEW) {
                return this;
            }
            bench.core.attach(session, true, bench.now);
            bench.settle();
            sent = bench.frames();
            if (state == SessionState.OPENING) {
                return this;
            }
            bench.respond(sent.getFirst(), 200);
            sent = List.of();
            if (state == SessionState.TAIL) {
                session.endAfterTail(BYE, bench.now);
            } else if (state == SessionState.OVER) {
                session.end(BYE, bench.now);
                bench.known.clear();
            }
            bench.settle();
            events.ends.clear();
            return this;
        }

        void receive(String head, String rest) {
            bench.receive("MSRP theirs12 " + head + "\r\nTo-Path: " + Bench.US + "s1;tcp\r\nFrom-Path: " + Bench.PEER
                    + "s1;tcp\r\n" + rest + "-------theirs12$\r\n");
        }

        void message() {
            session.send(MessageContent.of("text/plain", new byte[10]), "ours1", events);
            bench.settle();
        }
    }

    private interface Input {
        void to(Case one);
    }

    private static Map<String, Input> inputs() {
        Map<String, Input> inputs = new LinkedHashMap<>();
        inputs.put("our active side is connected", one -> {
            if (one.session.state() == SessionState.NEW) {
                one.bench.core.attach(one.session, true, one.bench.now);
            }
        });
        inputs.put(
                "SEND with a message",
                one -> one.receive("SEND", "Message-ID: m1\r\nContent-Type: text/plain\r\n\r\nhi\r\n"));
        inputs.put("SEND without a body", one -> one.receive("SEND", "Message-ID: m1\r\n"));
        inputs.put("request of another method", one -> one.receive("NICKNAME", ""));
        inputs.put("REPORT", one -> one.receive("REPORT", "Message-ID: m1\r\nStatus: 000 200 OK\r\n"));
        inputs.put("200 to our first request", one -> answer(one, 200));
        inputs.put("481 to our first request", one -> answer(one, 481));
        inputs.put("a message is to be sent", Case::message);
        inputs.put("it is sent and answered with 200", one -> sendAndAnswer(one, 200));
        inputs.put("it is sent and answered with 413", one -> sendAndAnswer(one, 413));
        inputs.put("it is sent and answered with 481", one -> sendAndAnswer(one, 481));
        inputs.put("end", one -> one.session.end(BYE, one.bench.now));
        inputs.put("end after the tail", one -> one.session.endAfterTail(BYE, one.bench.now));
        inputs.put("2 s pass", one -> one.bench.advance(Duration.ofSeconds(2)));
        inputs.put("30 s pass", one -> one.bench.advance(Duration.ofSeconds(30)));
        inputs.put("300 s pass", one -> one.bench.advance(Duration.ofMinutes(5)));
        inputs.put("the connection is lost", one -> one.bench.core.closed("reset", one.bench.now));
        return inputs;
    }

    private static void answer(Case one, int status) {
        if (!one.sent.isEmpty()) {
            one.bench.respond(one.sent.getFirst(), status);
        }
    }

    private static void sendAndAnswer(Case one, int status) {
        one.message();
        List<Written> frames = one.bench.frames();
        if (!frames.isEmpty()) {
            one.bench.respond(frames.getLast(), status);
        }
    }

    private static String effect(SessionState before, Input input) {
        Case one = new Case().in(before);
        one.bench.frames();
        one.events.told.clear();
        input.to(one);
        one.bench.settle();
        List<String> effects = new ArrayList<>();
        one.bench.frames().forEach(frame -> effects.add(text(frame)));
        one.events.outcomes.forEach(outcome -> effects.add(text(outcome)));
        if (one.events.told.stream().anyMatch(told -> told.startsWith("complete"))) {
            effects.add("message");
        }
        one.events.ends.forEach(end -> effects.add("ended " + end.cause()));
        SessionState after = one.session.state();
        String becomes = after == before ? "" : "**" + after + "**";
        String does = String.join(", ", effects);
        return (becomes + (becomes.isEmpty() || does.isEmpty() ? "" : ": ") + does);
    }

    private static String text(Written frame) {
        return switch (frame.head()) {
            case Frame.Response response -> String.valueOf(response.status().code());
            case Frame.Send send -> send.body() ? "SEND" : "empty SEND";
            case Frame.Report _ -> "REPORT";
            case Frame.OtherRequest other -> other.method();
            case Frame.Unintelligible _ -> "?";
        };
    }

    private static String text(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Delivered _ -> "delivered";
            case SendOutcome.Refused refused -> "refused " + refused.status();
            case SendOutcome.ConnectionLost _ -> "lost";
            case SendOutcome.TimedOut out -> "timed out (" + out.phase() + ")";
            case SendOutcome.Aborted _ -> "aborted";
            case SendOutcome.SourceFailed _ -> "source failed";
        };
    }

    private static String table() {
        StringBuilder table = new StringBuilder("""
            # The states of an MSRP session

            Printed by `SessionStatesTest`, which tries every input in every state and fails when this file differs. A
            cell says the next state, where it is another, and what is sent or told; an empty cell is no effect. The
            peer made the connection; times are the defaults (end of the tail 2 s, transaction 30 s, idle 300 s).

            | input |\
            """);
        for (SessionState state : SessionState.values()) {
            table.append(' ').append(state).append(" |");
        }
        table.append("\n|---|")
                .append("---|".repeat(SessionState.values().length))
                .append('\n');
        inputs().forEach((name, input) -> {
            table.append("| ").append(name).append(" |");
            for (SessionState state : SessionState.values()) {
                table.append(' ').append(effect(state, input)).append(" |");
            }
            table.append('\n');
        });
        return table.toString();
    }

    @Test
    void tableIsTheCommittedOne() throws IOException {
        String table = table();
        if (Boolean.getBoolean("voxpost.print")) {
            Files.writeString(FILE, table);
        }
        assertThat(table).isEqualTo(Files.readString(FILE));
    }
}
