package org.voxpost.app.drive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.lane.Alarm;
import org.voxpost.engine.lane.Lane;
import org.voxpost.sip.Body;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.InfoExchange;
import org.voxpost.sip.InfoOutcome;
import org.voxpost.sip.Invitation;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.SipEndpoint;

/** One run of one script. Everything happens on its lane. */
final class Drive implements CallEvents {
    private final DrivePlan plan;
    private final DriveEvents events;
    private final Lane lane;
    private final Instant start;
    private final CompletableFuture<DriveReport> report = new CompletableFuture<>();
    private final List<MsmlReply.Event> heard = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final Set<String> ended = new HashSet<>();
    private @Nullable OutgoingCall call;
    private @Nullable Alarm alarm;
    private String connection = "";
    private int expected = -1;
    private boolean leaving;

    Drive(DrivePlan plan, DriveEvents events, Lane lane) {
        this.plan = plan;
        this.events = events;
        this.lane = lane;
        this.start = lane.now();
    }

    CompletableFuture<DriveReport> report() {
        return report;
    }

    void begin(SipEndpoint sip) {
        Invitation invitation = Invitation.of(plan.from(), plan.server(), Body.sdp(ControlSdp.offer(plan.audio())))
                .withAnswerDeadline(plan.deadline());
        alarm = lane.after(plan.deadline(), this::deadlinePassed);
        try {
            call = sip.invite(invitation, lane, this);
        } catch (RuntimeException e) {
            leave("The call could not be made: " + e.getMessage());
        }
    }

    @Override
    public void answered(Optional<Body> body) {
        OutgoingCall answered = call;
        if (answered == null) {
            return;
        }
        connection = "conn:" + answered.remoteTag();
        events.connected(connection);
        String document = plan.script().fill(answered.remoteTag(), plan.values());
        events.sent(document);
        answered.info(Body.text(plan.contentType(), document)).thenAccept(this::documentAnswered);
    }

    @Override
    public void info(InfoExchange exchange) {
        exchange.accept();
        for (MsmlReply reply : replies(exchange.body())) {
            switch (reply) {
                case MsmlReply.Event event -> heard(event);
                case MsmlReply.Result _ -> failures.add("A result came in an INFO and not in the answer to ours");
            }
        }
        leaveWhenDone();
    }

    @Override
    public void ended(CallEnd end) {
        Alarm pending = alarm;
        if (pending != null) {
            pending.cancel();
        }
        if (!leaving) {
            failures.add((connection.isEmpty() ? "The call could not be made: " : "The call ended too early: ")
                    + end.inWords("the server"));
        }
        complete();
    }

    private void complete() {
        report.complete(new DriveReport(connection, heard, failures, Duration.between(start, lane.now())));
    }

    private void documentAnswered(InfoOutcome outcome) {
        switch (outcome) {
            case InfoOutcome.Answered answered -> result(answered);
            case InfoOutcome.TimedOut _ -> leave("The server did not answer the INFO");
            case InfoOutcome.NotSent notSent -> leave("The INFO could not be sent: " + notSent.why());
            case InfoOutcome.CallOver _ -> leave("The server hung up before it answered the INFO");
        }
    }

    private void result(InfoOutcome.Answered answered) {
        if (!answered.good()) {
            leave("The server answered the INFO with " + answered.status() + " " + answered.reason());
            return;
        }
        for (MsmlReply reply : replies(answered.body())) {
            switch (reply) {
                case MsmlReply.Result result -> {
                    events.result(result);
                    expected = Math.max(
                            plan.script().dialogStarts(), result.dialogs().size());
                    if (!result.good()) {
                        leave("The document was answered " + result.response()
                                + (result.description().isEmpty() ? "" : ": " + result.description()));
                        return;
                    }
                }
                case MsmlReply.Event event -> heard(event);
            }
        }
        if (expected < 0) {
            leave("The answer to the INFO has no MSML result");
        } else {
            leaveWhenDone();
        }
    }

    private void heard(MsmlReply.Event event) {
        heard.add(event);
        events.event(event);
        String end = event.values().get(plan.names().end());
        if (end != null && !end.equals(plan.names().complete())) {
            String reason = event.values().getOrDefault(plan.names().reason(), "");
            failures.add("A transfer ended with " + end + (reason.isEmpty() ? "" : ": " + reason));
        }
        if (event.endsDialog()) {
            ended.add(event.id());
            String status = event.values().getOrDefault("dialog.exit.status", "200");
            if (!status.startsWith("2")) {
                failures.add("Dialog " + event.id() + " ended with " + status + ": "
                        + event.values().getOrDefault("dialog.exit.description", ""));
            }
        }
    }

    private void leaveWhenDone() {
        if (expected >= 0 && ended.size() >= expected) {
            hangUp();
        }
    }

    private void deadlinePassed() {
        String within = " within " + plan.deadline().toSeconds() + " s";
        leave(
                connection.isEmpty()
                        ? "The call could not be made: no answer" + within
                        : "Nothing more came" + within + "; " + ended.size() + " of " + Math.max(expected, 0)
                                + " dialogs ended");
    }

    private void leave(String failure) {
        if (!leaving) {
            failures.add(failure);
            hangUp();
        }
    }

    private void hangUp() {
        leaving = true;
        OutgoingCall standing = call;
        if (standing == null) {
            complete();
        } else {
            standing.hangUp();
        }
    }

    private List<MsmlReply> replies(Optional<Body> body) {
        if (body.isEmpty()) {
            return List.of();
        }
        try {
            return ReplyReader.read(body.get().bytes());
        } catch (IllegalArgumentException e) {
            failures.add(String.valueOf(e.getMessage()));
            return List.of();
        }
    }
}
