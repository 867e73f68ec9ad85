package org.voxpost.app.demo;

import java.io.PrintWriter;
import org.voxpost.app.drive.DriveEvents;
import org.voxpost.app.drive.MsmlReply;
import org.voxpost.app.receive.ReceiveEvents;
import org.voxpost.app.receive.ReceivedMessage;
import org.voxpost.engine.event.ControlEvent;
import org.voxpost.engine.event.EventSink;
import org.voxpost.engine.event.JobEvent;
import org.voxpost.engine.event.ServerEvent;
import org.voxpost.engine.event.TransferEvent;

/** Tells what happens as a person would, a line for each step. Any thread may tell it. */
final class Narrator implements EventSink, DriveEvents, ReceiveEvents {

    private final PrintWriter out;
    private final long start = System.nanoTime();

    Narrator(PrintWriter out) {
        this.out = out;
    }

    void say(String who, String what) {
        long millis = (System.nanoTime() - start) / 1_000_000;
        out.printf("%6d ms  %-19s %s%n", millis, who, what);
        out.flush();
    }

    @Override
    public void accept(ServerEvent event) {
        switch (event) {
            case JobEvent job -> job(job);
            case TransferEvent.Finished finished ->
                say(
                        "Voxpost",
                        "reports the transfer: " + finished.end() + ", " + finished.octets() + " octets in "
                                + finished.duration().toMillis() + " ms");
            case ControlEvent _,
                    TransferEvent.Started _,
                    TransferEvent.ObjectStarted _,
                    TransferEvent.ObjectFinished _ -> {}
        }
    }

    private void job(JobEvent job) {
        switch (job) {
            case JobEvent.SourceReady e -> {
                say("Voxpost", "has the recording: " + e.source());
                say("", e.octets() + " octets, SHA-256 " + e.sha256());
            }
            case JobEvent.Invited e -> say("Voxpost", "invites the delivery server " + e.answerer());
            case JobEvent.Connected _ -> say("Voxpost", "has an MSRP session and sends");
            case JobEvent.Delivered e -> say("Voxpost", "has all " + e.octets() + " octets acknowledged, and hangs up");
            case JobEvent.SourceDeleted e -> say("Voxpost", "deletes the source: " + e.source());
            case JobEvent.SourceKept e -> say("Voxpost", "could not delete the source: " + e.why());
            case JobEvent.AttemptFailed e -> say("Voxpost", "failed to deliver: " + e.status() + " " + e.reason());
            case JobEvent.Acknowledged _ -> {}
        }
    }

    @Override
    public void connected(String connection) {
        say("application server", "has called; its connection is " + connection);
    }

    @Override
    public void sent(String document) {
        say("application server", "sends its script in an INFO");
    }

    @Override
    public void result(MsmlReply.Result result) {
        say(
                "application server",
                "got the result " + result.response() + " in the 200: " + String.join(", ", result.dialogs()));
    }

    @Override
    public void event(MsmlReply.Event event) {
        say("application server", "got the event " + event.name() + " " + event.values());
    }

    @Override
    public void received(ReceivedMessage message) {
        say("delivery server", "stored " + message.file().getFileName() + ", " + message.bytes() + " octets");
        say("", "SHA-256 " + message.sha256());
    }

    @Override
    public void lost(String callId, String offeredName, String why) {
        say("delivery server", "did not get " + offeredName + ": " + why);
    }
}
