package org.voxpost.engine.control;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.dialog.Dialog;
import org.voxpost.engine.dialog.DialogHost;
import org.voxpost.engine.event.ControlEvent;
import org.voxpost.engine.journal.OpenOrder;
import org.voxpost.engine.journal.Order;
import org.voxpost.engine.lane.Lane;
import org.voxpost.msml.MsmlEvent;
import org.voxpost.msml.MsmlException;

/**
 * An MSML dialog whose SIP dialog did not survive the server that it was on. Nobody hears its events and nobody can send it any; the
 * outcomes of its jobs are in the journal, for whoever asks. Everything but the constructor and {@link #parkSoon} runs on its lane.
 */
final class RecoveredDialog implements DialogHost {

    private static final Logger log = LoggerFactory.getLogger(RecoveredDialog.class);

    private final ControlLegs.Shared shared;
    private final OpenOrder open;
    private final Order order;
    private final Lane lane;
    private final Consumer<RecoveredDialog> gone;
    private @Nullable Dialog dialog;

    RecoveredDialog(ControlLegs.Shared shared, OpenOrder open, Lane lane, Consumer<RecoveredDialog> gone) {
        this.shared = shared;
        this.open = open;
        this.order = open.order();
        this.lane = lane;
        this.gone = gone;
    }

    void begin() {
        try {
            Dialog recovered = shared.dialogs()
                    .dialog(
                            OrderedScript.dialog(open),
                            order.callId(),
                            OrderedScript.sender(open),
                            shared.dialogs().order(open),
                            lane,
                            this);
            dialog = recovered;
            shared.orders().add(recovered, lane);
            recovered.orphan();
            OrderedScript.run(open, recovered, shared, lane);
        } catch (MsmlException e) {
            OrderedScript.giveUp(open, shared, e);
            if (dialog != null) {
                shared.orders().remove(dialog);
            }
            gone.accept(this);
        }
    }

    /** Stops without an end: a later run of the server goes on. Any thread. */
    CompletableFuture<Void> parkSoon() {
        return CompletableFuture.runAsync(
                () -> {
                    if (dialog != null) {
                        shared.orders().remove(dialog);
                        dialog.park();
                    }
                    gone.accept(this);
                },
                lane);
    }

    @Override
    public CompletionStage<?> tell(MsmlEvent event) {
        shared.events()
                .accept(new ControlEvent.EventLost(
                        connection(), event.id().toString(), event.name(), "its call ended when the server stopped"));
        return CompletableFuture.completedStage(null);
    }

    @Override
    public Optional<String> text() {
        return Optional.empty();
    }

    @Override
    public void disconnect() {
        log.debug("No call to disconnect any more: {}", order.dialog());
    }

    @Override
    public void ended(Dialog ended, int status, String description) {
        shared.orders().remove(ended);
        shared.events().accept(new ControlEvent.DialogEnded(connection(), order.dialog(), status, description));
        gone.accept(this);
    }

    private String connection() {
        return order.dialog().substring(0, order.dialog().indexOf('/'));
    }
}
