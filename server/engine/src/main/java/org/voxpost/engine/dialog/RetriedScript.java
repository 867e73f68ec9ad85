package org.voxpost.engine.dialog;

import java.util.List;
import java.util.Optional;
import org.voxpost.engine.journal.Order;
import org.voxpost.msml.dialog.Count;
import org.voxpost.msml.dialog.Handler;
import org.voxpost.msml.dialog.Script;
import org.voxpost.msml.dialog.Transfer;

/** Of a script the one object that is tried once more, in a transfer of its own that waits for nobody and tells nobody. */
public final class RetriedScript {

    private RetriedScript() {}

    /** Empty where the script has no such object. */
    public static Optional<Script> of(Script script, Order.Retried retried) {
        ScriptNumbers numbers = new ScriptNumbers(script);
        return numbers.transfers().stream()
                .filter(transfer -> numbers.element(transfer) == retried.element())
                .filter(transfer -> retried.object() < transfer.objects().size())
                .map(transfer -> new Script(List.of(alone(transfer, retried.object()))))
                .findFirst();
    }

    private static Transfer alone(Transfer from, int object) {
        return new Transfer(
                from.id(),
                Transfer.Initial.TRANSMIT,
                Count.ONCE,
                from.retry(),
                Optional.empty(),
                from.starttimer(),
                from.ftt(),
                from.itt(),
                from.maxtime(),
                from.lang(),
                List.of(from.objects().get(object)),
                Handler.NONE,
                Handler.NONE,
                Handler.NONE,
                Handler.NONE);
    }
}
