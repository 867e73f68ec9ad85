package org.voxpost.app.metrics;

import java.util.concurrent.atomic.LongAdder;
import org.voxpost.engine.event.ControlEvent;
import org.voxpost.engine.event.EventSink;
import org.voxpost.engine.event.JobEvent;
import org.voxpost.engine.event.ServerEvent;
import org.voxpost.engine.event.TransferEvent;

/** Counts what the server tells of itself, from its start on. */
public final class Tally implements EventSink {

    private final Counts requests = new Counts();
    private final Counts events = new Counts();
    private final Counts transfers = new Counts();
    private final Counts objects = new Counts();
    private final Counts failures = new Counts();
    private final Counts sources = new Counts();
    private final LongAdder octets = new LongAdder();
    private final LongAdder milliseconds = new LongAdder();
    private final LongAdder finished = new LongAdder();

    @Override
    public void accept(ServerEvent event) {
        switch (event) {
            case ControlEvent control -> control(control);
            case JobEvent job -> job(job);
            case TransferEvent transfer -> transfer(transfer);
        }
    }

    private void control(ControlEvent event) {
        switch (event) {
            case ControlEvent.RequestAnswered answered -> requests.add(String.valueOf(answered.code()));
            case ControlEvent.EventDelivered told -> events.add("taken");
            case ControlEvent.EventLost lost -> events.add("lost");
            case ControlEvent.LegOpened leg -> {}
            case ControlEvent.LegResumed leg -> {}
            case ControlEvent.LegClosed leg -> {}
            case ControlEvent.DialogStarted dialog -> {}
            case ControlEvent.DialogEnded dialog -> {}
        }
    }

    private void job(JobEvent event) {
        switch (event) {
            case JobEvent.Delivered delivered -> octets.add(delivered.octets());
            case JobEvent.AttemptFailed failed -> failures.add(String.valueOf(failed.status()));
            case JobEvent.SourceDeleted source -> sources.add("deleted");
            case JobEvent.SourceKept source -> sources.add("kept");
            case JobEvent.SourceReady source -> {}
            case JobEvent.Invited call -> {}
            case JobEvent.Connected session -> {}
            case JobEvent.Acknowledged progress -> {}
        }
    }

    private void transfer(TransferEvent event) {
        switch (event) {
            case TransferEvent.Finished end -> transfers.add(end.end());
            case TransferEvent.ObjectFinished end -> {
                objects.add(end.end());
                finished.increment();
                milliseconds.add(end.duration().toMillis());
            }
            case TransferEvent.Started begin -> {}
            case TransferEvent.ObjectStarted begin -> {}
        }
    }

    void describe(Families families) {
        families.counters("transfers", "Transfers that have their end.", "end", transfers.now())
                .counters("objects", "Objects of transfers that have their end, each a job.", "end", objects.now())
                .summary(
                        "object_seconds",
                        "From the begin of an object to its end.",
                        finished.sum(),
                        milliseconds.sum() / 1e3)
                .counter("octets_delivered", "Octets that were acknowledged to the last.", octets.sum())
                .counters("attempts_failed", "Attempts at an object that failed.", "status", failures.now())
                .counters("sources", "Sources that were to be deleted.", "outcome", sources.now())
                .counters("requests", "MSML documents that were answered.", "response", requests.now())
                .counters("events", "MSML events for application servers.", "outcome", events.now());
    }
}
