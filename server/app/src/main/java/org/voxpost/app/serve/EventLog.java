package org.voxpost.app.serve;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.event.ControlEvent;
import org.voxpost.engine.event.EventSink;
import org.voxpost.engine.event.JobEvent;
import org.voxpost.engine.event.ServerEvent;
import org.voxpost.engine.event.TransferEvent;

/**
 * Writes every event as a sentence with the ids that an operator searches for. The layout escapes what peers wrote. At INFO stands what has
 * an id or a fact that no later line has; the steps between are for DEBUG.
 */
public final class EventLog implements EventSink {

    private static final Logger log = LoggerFactory.getLogger("org.voxpost.events");

    @Override
    public void accept(ServerEvent event) {
        switch (event) {
            case ControlEvent control -> control(control);
            case JobEvent job -> job(job);
            case TransferEvent transfer -> transfer(transfer);
        }
    }

    private static void control(ControlEvent event) {
        switch (event) {
            case ControlEvent.LegOpened e ->
                log.info("An application server called: {} call-id={} from={}", e.connection(), e.callId(), e.from());
            case ControlEvent.LegResumed e ->
                log.info(
                        "Going on with the call of an application server: {} call-id={} from={}",
                        e.connection(),
                        e.callId(),
                        e.from());
            case ControlEvent.LegClosed e ->
                log.info(
                        "The call of an application server is over: {} call-id={} {}",
                        e.connection(),
                        e.callId(),
                        e.why());
            case ControlEvent.RequestAnswered e -> requestAnswered(e);
            case ControlEvent.DialogStarted e -> log.debug("A dialog started: {}", e.dialog());
            case ControlEvent.DialogEnded e -> dialogEnded(e);
            case ControlEvent.EventDelivered e -> log.debug("Told the application server: {} {}", e.id(), e.name());
            case ControlEvent.EventLost e ->
                log.warn("The application server did not take an event: {} {} because: {}", e.id(), e.name(), e.why());
        }
    }

    private static void requestAnswered(ControlEvent.RequestAnswered e) {
        if (e.code() == 200) {
            log.debug("A request was answered 200: {}", e.connection());
        } else {
            log.info("A request was refused: {} response={} {}", e.connection(), e.code(), e.description());
        }
    }

    private static void dialogEnded(ControlEvent.DialogEnded e) {
        if (e.status() == 200) {
            log.info("A dialog ended well: {}", e.dialog());
        } else {
            log.warn("A dialog failed: {} status={} {}", e.dialog(), e.status(), e.description());
        }
    }

    private static void job(JobEvent event) {
        switch (event) {
            case JobEvent.SourceReady e ->
                log.info(
                        "A source is ready: job={} {} octets={} sha256={}",
                        e.job(),
                        e.source(),
                        e.octets(),
                        e.sha256());
            case JobEvent.Invited e ->
                log.info("Invited the delivery server: job={} call-id={} to={}", e.job(), e.callId(), e.answerer());
            case JobEvent.Connected e -> log.debug("The MSRP session stands: job={} call-id={}", e.job(), e.callId());
            case JobEvent.Acknowledged e -> log.trace("Acknowledged: job={} {} of {}", e.job(), e.octets(), e.total());
            case JobEvent.Delivered e ->
                log.info("Delivered: job={} call-id={} octets={}", e.job(), e.callId(), e.octets());
            case JobEvent.SourceDeleted e -> log.info("Deleted the source: job={} {}", e.job(), e.source());
            case JobEvent.SourceKept e ->
                log.warn("The source was not deleted: job={} {} because: {}", e.job(), e.source(), e.why());
            case JobEvent.AttemptFailed e ->
                log.warn(
                        "An attempt failed: job={} status={} {} ({})",
                        e.job(),
                        e.status(),
                        e.reason(),
                        e.willHelp() ? "may be tried again" : "final");
        }
    }

    private static void transfer(TransferEvent event) {
        switch (event) {
            case TransferEvent.Started e -> log.debug("A transfer started: {} id={}", e.dialog(), e.transfer());
            case TransferEvent.ObjectStarted e ->
                log.info(
                        "An object is under way: {} job={} {} to {}", e.dialog(), e.job(), e.source(), e.destination());
            case TransferEvent.ObjectFinished e ->
                log.info(
                        "An object is finished: {} job={} {} octets={} status={} attempts={} in {} ms {}",
                        e.dialog(),
                        e.job(),
                        e.end(),
                        e.octets(),
                        e.status(),
                        e.attempts(),
                        e.duration().toMillis(),
                        e.reason());
            case TransferEvent.Finished e ->
                log.info(
                        "A transfer is finished: {} {} octets={} objects={} status={} in {} ms {}",
                        e.dialog(),
                        e.end(),
                        e.octets(),
                        e.objects(),
                        e.status(),
                        e.duration().toMillis(),
                        e.reason());
        }
    }
}
