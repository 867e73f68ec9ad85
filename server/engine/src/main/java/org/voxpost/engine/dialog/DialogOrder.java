package org.voxpost.engine.dialog;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.Job;
import org.voxpost.engine.journal.Journal;
import org.voxpost.engine.journal.OpenOrder;
import org.voxpost.engine.journal.Outcome;
import org.voxpost.engine.transfer.TransferEnd;
import org.voxpost.engine.transfer.TransferNames;
import org.voxpost.msml.dialog.Capture;
import org.voxpost.msml.dialog.DialogElement;
import org.voxpost.msml.dialog.FileOp;
import org.voxpost.msml.dialog.Group;
import org.voxpost.msml.dialog.Say;
import org.voxpost.msml.dialog.Script;
import org.voxpost.msml.dialog.Transfer;

/** The order that a dialog carries out, and what the journal has of it. Belongs to the dialog's lane. */
public final class DialogOrder {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Journal journal;
    private final TransferNames names;
    private final String id;
    private final Optional<OpenOrder> before;
    private @Nullable ScriptNumbers numbers;

    private DialogOrder(Journal journal, TransferNames names, String id, Optional<OpenOrder> before) {
        this.journal = journal;
        this.names = names;
        this.id = id;
        this.before = before;
    }

    /** An order that came just now. */
    static DialogOrder fresh(Journal journal, TransferNames names) {
        return new DialogOrder(journal, names, newId(), Optional.empty());
    }

    /** For an order that is to be made. */
    public static String newId() {
        byte[] bits = new byte[12];
        RANDOM.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }

    /** An order that an earlier run of the server did not finish. */
    static DialogOrder goingOn(Journal journal, TransferNames names, OpenOrder before) {
        return new DialogOrder(journal, names, before.order().id(), Optional.of(before));
    }

    public String id() {
        return id;
    }

    /** The jobs of the script that is to be run, each in the first iteration of its transfer. */
    public List<Job> jobs(Script script) {
        ScriptNumbers known = new ScriptNumbers(script);
        numbers = known;
        return known.transfers().stream()
                .flatMap(transfer -> jobs(known, transfer, 0))
                .toList();
    }

    /**
     * The script that this order named was fetched.
     *
     * @param document as it was fetched; read only
     */
    public void fetched(ByteBuffer document, Script script) {
        journal.note(new Entry.ScriptFetched(id, document, jobs(script)));
    }

    /** What of the script is left to run. What stands before the last element that is done was done with it. */
    List<DialogElement> remaining(Script script) {
        ScriptNumbers known = numbers(script);
        List<DialogElement> elements = script.elements();
        int next = IntStream.range(0, elements.size())
                .filter(i -> elements.get(i) instanceof DialogElement.Executable element && done(known, element))
                .map(i -> i + 1)
                .max()
                .orElse(0);
        return elements.subList(next, elements.size());
    }

    /** Whether an element was finished by an earlier run. */
    boolean done(DialogElement.Executable element) {
        return done(Objects.requireNonNull(numbers), element);
    }

    private boolean done(ScriptNumbers known, DialogElement.Executable element) {
        return before.isPresent()
                && switch (element) {
                    case Transfer transfer -> done(known.element(transfer));
                    case FileOp _, Capture _, Say _ ->
                        before.get().elementsDone().contains(known.element(element));
                    case Group group ->
                        !group.children().isEmpty() && group.children().stream().allMatch(child -> done(known, child));
                };
    }

    /** An end of the transfer alone is none: it may be on record where that of a job could not be. */
    private boolean done(int transfer) {
        return transferBefore(transfer).flatMap(OpenOrder.OpenTransfer::outcome).isPresent()
                && jobsBefore(transfer).allMatch(job -> job.outcome().isPresent());
    }

    private Stream<OpenOrder.OpenJob> jobsBefore(int transfer) {
        return before.stream()
                .flatMap(order -> order.jobs().stream())
                .filter(job -> job.job().element() == transfer);
    }

    private Optional<OpenOrder.OpenTransfer> transferBefore(int element) {
        return before.stream()
                .flatMap(order -> order.transfers().stream())
                .filter(transfer -> transfer.element() == element)
                .findFirst();
    }

    /** The first job that an earlier run failed to deliver. */
    Optional<Outcome> failureBefore() {
        return before.stream()
                .flatMap(order -> order.jobs().stream())
                .flatMap(job -> job.outcome().stream())
                .filter(outcome -> names.end(outcome.end()).isFailure())
                .findFirst();
    }

    /** An element that is no transfer is done. */
    void finished(DialogElement.Executable element) {
        journal.note(new Entry.ElementDone(id, Objects.requireNonNull(numbers).element(element)));
    }

    /** An element, as the journal calls it: at most 32 letters, digits and dots. */
    String part(DialogElement.Executable element) {
        return id + "." + Objects.requireNonNull(numbers).element(element);
    }

    /** Whether an earlier run of the server began it. */
    boolean goesOn() {
        return before.isPresent();
    }

    TransferOrder transfer(Transfer transfer) {
        ScriptNumbers known = Objects.requireNonNull(numbers);
        int element = known.element(transfer);
        List<OpenOrder.OpenJob> jobs = jobsBefore(element).toList();
        return new TransferOrder(
                journal,
                id,
                element,
                iteration -> jobs(known, transfer, iteration).toList(),
                transferBefore(element),
                jobs);
    }

    /**
     * The dialog is over, and the order with it.
     *
     * @param status of the dialog's end
     * @param reason why what did not begin never will
     */
    void close(int status, String reason) {
        Instant now = Instant.now();
        int code = status == 200 ? 487 : status;
        String why = reason.isEmpty() ? "the dialog ended before it began" : reason;
        TransferEnd end = status == 200 ? TransferEnd.TERMINATED : TransferEnd.FAILED;
        journal.note(new Entry.OrderClosed(id, new Outcome(names.of(end), 0, code, why, 0, Duration.ZERO, now)));
    }

    private Stream<Job> jobs(ScriptNumbers known, Transfer transfer, int iteration) {
        return IntStream.range(0, transfer.objects().size())
                .mapToObj(object -> Parcels.job(
                        transfer,
                        object,
                        iteration,
                        jobId(known.object(transfer, object), iteration),
                        id,
                        known.element(transfer)));
    }

    private String jobId(int number, int iteration) {
        return id + "-" + number + (iteration == 0 ? "" : "." + (iteration + 1));
    }

    private ScriptNumbers numbers(Script script) {
        if (numbers == null) {
            numbers = new ScriptNumbers(script);
        }
        return numbers;
    }
}
