package org.voxpost.engine.dialog;

import java.util.List;
import org.voxpost.engine.journal.Job;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.engine.transfer.TransferPlan;
import org.voxpost.msml.dialog.Count;
import org.voxpost.msml.dialog.Destination;
import org.voxpost.msml.dialog.FileObject;
import org.voxpost.msml.dialog.MessageObject;
import org.voxpost.msml.dialog.Transfer;
import org.voxpost.msml.dialog.TransferObject;
import org.voxpost.msml.dialog.XmsrpUri;

/** From the words of the script to what is carried. */
final class Parcels {

    private Parcels() {}

    static Parcel of(TransferObject object, String jobId) {
        return switch (object) {
            case FileObject file ->
                new Parcel(
                        jobId,
                        new Parcel.Content.Recording(file.src()),
                        file.dest(),
                        file.contenttype(),
                        file.delete(),
                        file.overwrite(),
                        file.append());
            case MessageObject message ->
                new Parcel(jobId, content(message), message.dest(), message.contenttype(), false, true, false);
        };
    }

    /**
     * What the machine needs of the script. An object without a {@code retry} of its own has that of the transfer.
     */
    static TransferPlan plan(Transfer transfer) {
        List<TransferPlan.ObjectPlan> objects = transfer.objects().stream()
                .map(object -> new TransferPlan.ObjectPlan(
                        number(object.iterate()), number(object.retry().orElse(transfer.retry())), object.await()))
                .toList();
        return new TransferPlan(
                transfer.initial() == Transfer.Initial.SUSPEND,
                number(transfer.iterate()),
                transfer.delay(),
                transfer.starttimer(),
                transfer.ftt(),
                transfer.itt(),
                transfer.maxtime(),
                objects);
    }

    /** Whether no iteration follows this one. */
    static boolean isLast(Transfer transfer, int iteration) {
        return iteration + 1 == number(transfer.iterate());
    }

    private static Parcel.Content content(MessageObject object) {
        String source = object.src().orElse("");
        if (object.contents().isEmpty()) {
            return new Parcel.Content.Recording(source);
        }
        return new Parcel.Content.Messages(
                source,
                object.contents().stream()
                        .map(content -> new Parcel.Message(
                                content.contenttype(),
                                content.contentid(),
                                content.contentdisposition(),
                                content.text()))
                        .toList());
    }

    private static int number(Count count) {
        return switch (count) {
            case Count.Times(int times) -> times;
            case Count.Forever() -> TransferPlan.FOREVER;
        };
    }

    /** The value of {@code transfer.objid}. */
    static String objectId(Transfer transfer, int object) {
        return transfer.objects().get(object).objid().orElseGet(() -> Integer.toString(object + 1));
    }

    /** The destination as it was written. */
    static String destination(Parcel parcel) {
        return parcel.destination().map(Parcels::text).orElse("");
    }

    private static String text(Destination destination) {
        return switch (destination) {
            case Destination.Uri uri -> uri.text();
            case XmsrpUri to ->
                "xmsrp://?offerer=" + to.offerer() + ";answerer=" + to.answerer()
                        + to.file().map(file -> ";file=" + file).orElse("");
        };
    }

    static Job job(Transfer transfer, int object, int iteration, String id, String order, int element) {
        Parcel parcel = of(transfer.objects().get(object), id);
        return new Job(
                id,
                order,
                element,
                object,
                iteration,
                objectId(transfer, object),
                parcel.content().source(),
                destination(parcel),
                parcel.deleteSource());
    }
}
