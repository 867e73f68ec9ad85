package org.voxpost.engine.control;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.voxpost.engine.dialog.DialogOrder;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.Order;
import org.voxpost.engine.overload.Priority;
import org.voxpost.engine.overload.Sender;
import org.voxpost.msml.DialogStart;
import org.voxpost.msml.ObjectId;
import org.voxpost.sip.CallUri;

/**
 * Where an order comes from: a request of a document that an application server sent.
 *
 * @param caller the application server, as its From had it
 * @param key what the application server calls the order by
 * @param document as it came; read only
 * @param request its number in the document, from 0
 * @param call empty where no later run could go on with it
 */
record Ordering(
        CallUri caller,
        Priority priority,
        Optional<String> key,
        ByteBuffer document,
        int request,
        Optional<Order.StandingCall> call) {

    Ordering request(int number) {
        return new Ordering(caller, priority, key, document, number, call);
    }

    Sender sender() {
        return Sender.of(caller, priority);
    }

    /** What is written down before the request is answered. */
    Entry.Accepted accepted(DialogOrder order, ObjectId.Dialog dialog, String callId, DialogStart.Source source) {
        return new Entry.Accepted(
                new Order(
                        order.id(),
                        dialog.toString(),
                        callId,
                        caller.toString(),
                        key,
                        document,
                        request,
                        Instant.now(),
                        priority.level(),
                        Optional.empty(),
                        call),
                switch (source) {
                    case DialogStart.Inline(var script) -> order.jobs(script);
                    case DialogStart.External _ -> List.of();
                });
    }
}
