package org.voxpost.engine.dialog;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.voxpost.engine.event.EventSink;
import org.voxpost.engine.journal.Journal;
import org.voxpost.engine.journal.OpenOrder;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.overload.Dispatch;
import org.voxpost.engine.overload.Sender;
import org.voxpost.engine.transfer.Courier;
import org.voxpost.engine.transfer.TransferNames;
import org.voxpost.engine.transfer.TransferPolicy;
import org.voxpost.media.MediaStore;
import org.voxpost.msml.ObjectId;
import org.voxpost.msml.dialog.Capture;
import org.voxpost.msml.dialog.DialogElement;
import org.voxpost.msml.dialog.Ending;
import org.voxpost.msml.dialog.FileOp;
import org.voxpost.msml.dialog.Group;
import org.voxpost.msml.dialog.Say;
import org.voxpost.msml.dialog.Script;
import org.voxpost.msml.dialog.SendEvent;
import org.voxpost.msml.dialog.Transfer;

/**
 * Makes dialogs that run with what this server has.
 *
 * @param dispatch begins the attempts
 * @param blocking runs what waits for disks: a virtual thread each
 * @param fileDeadline how long one {@code fileop} may take
 * @param text of callers, which application servers bring; empty where none is captured
 * @param journal where orders and what becomes of them are written down
 */
public record DialogRunner(
        Dispatch dispatch,
        MediaStore media,
        Executor blocking,
        TransferPolicy policy,
        TransferNames names,
        Duration fileDeadline,
        Optional<CapturedText> text,
        Journal journal,
        EventSink events) {

    /** The first thing in the script that this server knows but cannot do yet, in words for the application server. */
    public Optional<String> unsupported(Script script) {
        return script.elements().stream().flatMap(this::unsupported).findFirst();
    }

    private Stream<String> unsupported(DialogElement element) {
        return switch (element) {
            case Group group -> group.children().stream().flatMap(this::unsupported);
            case Capture _, Say _ -> text.isPresent() ? Stream.of() : Stream.of("no text is captured on this server");
            case FileOp operation ->
                operation.operation() == FileOp.Operation.CONVERT
                        ? Stream.of("fileop operation convert is not supported: it needs audio")
                        : Stream.of();
            case Transfer _, SendEvent _, Ending _ -> Stream.of();
        };
    }

    /** What a dialog that starts now will carry out. */
    public DialogOrder order() {
        return DialogOrder.fresh(journal, names);
    }

    /** What a dialog carries out that an earlier run of the server did not finish. */
    public DialogOrder order(OpenOrder before) {
        return DialogOrder.goingOn(journal, names, before);
    }

    /** A dialog of the connection whose SIP dialog is {@code callId}; it runs on the given lane. */
    public Dialog dialog(
            ObjectId.Dialog id, String callId, Sender sender, DialogOrder order, Lane lane, DialogHost host) {
        Courier courier = dispatch.of(sender, lane);
        return new Dialog(
                id,
                lane,
                order,
                new Activities() {
                    @Override
                    public Activity transfer(Transfer transfer, Scope scope) {
                        return new TransferActivity(
                                transfer,
                                order.transfer(transfer),
                                new TransferActivity.Owner(id.toString(), callId),
                                lane,
                                new TransferActivity.Terms(courier, policy, names, events),
                                scope);
                    }

                    @Override
                    public Activity capture(Capture capture, Scope scope) {
                        return new CaptureActivity(capture, scene(capture), scope);
                    }

                    @Override
                    public Activity say(Say say, Scope scope) {
                        return new SayActivity(say, scene(say), scope);
                    }

                    private TextScene scene(DialogElement.Executable element) {
                        return new TextScene(
                                text.orElseThrow(), host, order, order.part(element), lane, blocking, media);
                    }

                    @Override
                    public boolean done(DialogElement.Executable element) {
                        return order.done(element);
                    }

                    @Override
                    public Activity fileOp(FileOp operation, Scope scope) {
                        return new FileOpActivity(
                                operation, order, lane, new FileOpActivity.Terms(media, blocking, fileDeadline), scope);
                    }
                },
                host);
    }
}
