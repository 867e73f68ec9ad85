package org.voxpost.engine.control;

import java.util.concurrent.CompletionStage;
import org.voxpost.engine.event.ControlEvent;
import org.voxpost.engine.event.EventSink;
import org.voxpost.msml.MsmlEvent;
import org.voxpost.sip.Body;
import org.voxpost.sip.Call;
import org.voxpost.sip.InfoOutcome;

/** Events on their way to an application server, one INFO at a time, and what becomes of each. Belongs to the lane of the call. */
final class ToldEvents {

    private final Call call;
    private final String connection;
    private final EventSink facts;
    private final Runnable settled;
    private int untold;

    /** @param settled told whenever it is known what became of one */
    ToldEvents(Call call, String connection, EventSink facts, Runnable settled) {
        this.call = call;
        this.connection = connection;
        this.facts = facts;
        this.settled = settled;
    }

    /** Whether none is on its way. */
    boolean allTold() {
        return untold == 0;
    }

    /** @return completes on the lane, always normally, when it was answered or is lost */
    CompletionStage<?> tell(MsmlEvent event, Body document) {
        untold++;
        return call.info(document).thenAccept(outcome -> told(event, outcome));
    }

    void lost(MsmlEvent event, String why) {
        facts.accept(new ControlEvent.EventLost(connection, event.id().toString(), event.name(), why));
    }

    private void told(MsmlEvent event, InfoOutcome outcome) {
        untold--;
        settled.run();
        switch (outcome) {
            case InfoOutcome.Answered answered
            when answered.good() ->
                facts.accept(
                        new ControlEvent.EventDelivered(connection, event.id().toString(), event.name()));
            case InfoOutcome.Answered answered ->
                lost(event, "answered " + answered.status() + " " + answered.reason());
            case InfoOutcome.TimedOut() -> lost(event, "not answered");
            case InfoOutcome.NotSent(String why) -> lost(event, why);
            case InfoOutcome.CallOver() -> lost(event, "the call was over first");
        }
    }
}
