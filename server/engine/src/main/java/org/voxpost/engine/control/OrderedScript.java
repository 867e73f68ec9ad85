package org.voxpost.engine.control;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.voxpost.engine.dialog.RetriedScript;
import org.voxpost.engine.journal.OpenOrder;
import org.voxpost.engine.journal.Order;
import org.voxpost.msml.DialogStart;
import org.voxpost.msml.MsmlException;
import org.voxpost.msml.MsmlReader;
import org.voxpost.msml.ResponseCode;
import org.voxpost.msml.dialog.Script;

/** The script of an order that is in the journal, read by the limits of today, which may be narrower than those of its time. */
final class OrderedScript {

    private OrderedScript() {}

    static DialogStart.Source of(OpenOrder open, MsmlReader reader) throws MsmlException {
        DialogStart.Source whole = whole(open, reader);
        Optional<Order.Retried> retried = open.order().retried();
        return retried.isPresent() ? new DialogStart.Inline(one(whole, retried.get())) : whole;
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
