package org.voxpost.engine.dialog;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.engine.transfer.TransferPlan;
import org.voxpost.msml.dialog.Count;
import org.voxpost.msml.dialog.FileObject;
import org.voxpost.msml.dialog.MessageObject;
import org.voxpost.msml.dialog.Transfer;
import org.voxpost.msml.dialog.TransferObject;

/** From the words of the script to what is carried. */
final class Parcels {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Parcels() {}

    static Parcel of(TransferObject object) {
        return switch (object) {
            case FileObject file ->
                new Parcel(
                        jobId(),
                        new Parcel.Content.Recording(file.src()),
                        file.dest(),
                        file.contenttype(),
                        file.delete(),
                        file.overwrite(),
                        file.append());
            case MessageObject message ->
                new Parcel(jobId(), content(message), message.dest(), message.contenttype(), false, true, false);
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

    private static String jobId() {
        byte[] bits = new byte[12];
        RANDOM.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }
}
