package org.voxpost.engine.control;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.dialog.Dialog;
import org.voxpost.engine.dialog.RetriedScript;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.OpenOrder;
import org.voxpost.engine.journal.Order;
import org.voxpost.engine.journal.Outcome;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.overload.Priority;
import org.voxpost.engine.overload.Sender;
import org.voxpost.msml.DialogStart;
import org.voxpost.msml.MsmlException;
import org.voxpost.msml.MsmlReader;
import org.voxpost.msml.ObjectId;
import org.voxpost.msml.ResponseCode;
import org.voxpost.msml.dialog.Script;
import org.voxpost.sip.CallUri;
import org.voxpost.sip.SipSyntaxException;

/** What an order in the journal has to say to a dialog that goes on with it; the script is read by the limits of today, which may be narrower than those of its time. */
final class OrderedScript {

    private static final Logger log = LoggerFactory.getLogger(OrderedScript.class);

    private OrderedScript() {}

    static DialogStart.Source of(OpenOrder open, MsmlReader reader) throws MsmlException {
        DialogStart.Source whole = whole(open, reader);
        Optional<Order.Retried> retried = open.order().retried();
        return retried.isPresent() ? new DialogStart.Inline(one(whole, retried.get())) : whole;
    }

    /**
     * Runs what is left of the script in its dialog.
     *
     * @throws MsmlException when it cannot be read any more; then {@link #giveUp}
     */
    static void run(OpenOrder open, Dialog dialog, ControlLegs.Shared shared, Lane lane) throws MsmlException {
        switch (of(open, shared.reader())) {
            case DialogStart.Inline(Script script) -> FetchedScript.runIfSupported(dialog, script, shared);
            case DialogStart.External(String uri) -> FetchedScript.run(dialog, uri, shared, lane);
        }
    }

    static void giveUp(OpenOrder open, ControlLegs.Shared shared, MsmlException why) {
        Order order = open.order();
        log.error("An order cannot be gone on with: order={} {} {}", order.id(), order.dialog(), why.getMessage());
        Outcome unreadable = new Outcome(
                shared.dialogs().names().failed(),
                0,
                500,
                "not readable any more: " + why.description(),
                0,
                Duration.ZERO,
                Instant.now());
        shared.journal().note(new Entry.OrderClosed(order.id(), unreadable));
    }

    static ObjectId.Dialog dialog(OpenOrder open) throws MsmlException {
        if (ObjectId.parse(open.order().dialog()).orElse(null) instanceof ObjectId.Dialog id) {
            return id;
        }
        throw new MsmlException(
                ResponseCode.INTERNAL_ERROR, "no dialog: " + open.order().dialog());
    }

    static Sender sender(OpenOrder open) {
        Order order = open.order();
        Priority priority = new Priority(order.priority());
        try {
            return Sender.of(CallUri.parse(order.caller()), priority);
        } catch (SipSyntaxException damaged) {
            return new Sender("", priority);
        }
    }

    private static Script one(DialogStart.Source whole, Order.Retried retried) throws MsmlException {
        Optional<Script> one = whole instanceof DialogStart.Inline(Script script)
                ? RetriedScript.of(script, retried)
                : Optional.empty();
        if (one.isEmpty()) {
            throw new MsmlException(
                    ResponseCode.INTERNAL_ERROR, "the script has no object any more for the job " + retried.job());
        }
        return one.get();
    }

    private static DialogStart.Source whole(OpenOrder open, MsmlReader reader) throws MsmlException {
        if (open.script().isPresent()) {
            return new DialogStart.Inline(reader.readScript(octets(open.script().get())));
        }
        Order order = open.order();
        var requests = reader.read(octets(order.document())).requests();
        if (order.request() < requests.size() && requests.get(order.request()) instanceof DialogStart start) {
            return start.source();
        }
        throw new MsmlException(ResponseCode.INTERNAL_ERROR, "no dialogstart at " + order.request());
    }

    private static byte[] octets(ByteBuffer buffer) {
        byte[] octets = new byte[buffer.remaining()];
        buffer.duplicate().get(octets);
        return octets;
    }
}
