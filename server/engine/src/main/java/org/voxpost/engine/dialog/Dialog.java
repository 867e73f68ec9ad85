package org.voxpost.engine.dialog;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.transfer.Parting;
import org.voxpost.msml.EventNames;
import org.voxpost.msml.MsmlEvent;
import org.voxpost.msml.MsmlEvent.Pair;
import org.voxpost.msml.ObjectId;
import org.voxpost.msml.dialog.DialogElement;
import org.voxpost.msml.dialog.Disconnect;
import org.voxpost.msml.dialog.Ending;
import org.voxpost.msml.dialog.Exit;
import org.voxpost.msml.dialog.Handler;
import org.voxpost.msml.dialog.Script;
import org.voxpost.msml.dialog.SendEvent;

/**
 * One MSML dialog that runs (RFC 5707 §9.6): its elements in order, each primitive or group to its end before the next.
 * Every method is called on the dialog's lane. Whatever happens, {@code msml.dialog.exit} is told once, last.
 */
public final class Dialog {

    private final ObjectId.Dialog id;
    private final Lane lane;
    private final DialogOrder order;
    private final Activities activities;
    private final DialogHost host;
    private final Deque<DialogElement> rest = new ArrayDeque<>();
    private final Variables variables = new Variables();

    private @Nullable Activity current;
    private CompletionStage<?> told = CompletableFuture.completedStage(null);
    private boolean begun;
    private boolean orphaned;
    private boolean terminating;
    private boolean over;
    private int status = 200;
    private String description = "";

    Dialog(ObjectId.Dialog id, Lane lane, DialogOrder order, Activities activities, DialogHost host) {
        this.id = id;
        this.lane = lane;
        this.order = order;
        this.activities = activities;
        this.host = host;
    }

    public ObjectId.Dialog id() {
        return id;
    }

    /** What it carries out. */
    public DialogOrder order() {
        return order;
    }

    /** Runs the script from the first element that is not done yet; nothing before this call. */
    public void run(Script script) {
        if (over) {
            return;
        }
        begun = true;
        rest.addAll(order.remaining(script));
        order.failureBefore()
                .ifPresent(outcome -> failed(
                        ExitStatus.of(outcome.status()),
                        ExitStatus.description("transfer", outcome.status(), outcome.reason())));
        next();
    }

    /** Ends a dialog whose script could not be had. */
    public void refuse(int code, String why) {
        failed(code, why);
        exit();
    }

    /**
     * An event from outside (RFC 5707 §7.2).
     *
     * @param part the primitive or group that it is for; empty for the dialog itself
     */
    public void event(String name, Optional<String> part) {
        if (over) {
            return;
        }
        if (part.isPresent()) {
            deliver(part.get(), name);
        } else if (EventNames.longestMatch(name, List.of("terminate")).isPresent()) {
            terminate(Parting.AT_ONCE);
        } else if (current != null) {
            current.event("", name);
        }
    }

    /** Whether there is something that this part of a target means; nobody knows before the script is there. */
    public boolean knows(String part) {
        return !begun || (current != null && current.answersTo(part));
    }

    /**
     * Gives one job of its order up for good.
     *
     * @return whether it runs now
     */
    public boolean cancel(String job) {
        return !over && current != null && current.cancel(job);
    }

    /** Nobody outside can send it events any more: what waits for one ends. */
    public void orphan() {
        orphaned = true;
        if (current != null) {
            current.orphan();
        }
    }

    /** Stops without an end and without a word: a later run of the server goes on with it. The host hears nothing more. */
    public void park() {
        over = true;
        if (current != null) {
            current.park();
        }
    }

    /** Ends the dialog gracefully ({@code dialogend}, RFC 5707 §9.6.2): what runs may still tell its results. */
    public void terminate(Parting how) {
        if (over) {
            return;
        }
        terminating = true;
        rest.clear();
        if (current == null) {
            exit();
        } else {
            current.terminate(how);
        }
    }

    private void next() {
        while (!over && current == null) {
            DialogElement element = rest.poll();
            switch (element) {
                case null -> exit();
                case SendEvent send -> send(send);
                case Ending ending -> end(ending);
                case DialogElement.Executable executable -> {
                    Activity activity = activities.of(executable, new DialogScope());
                    current = activity;
                    activity.start();
                    if (orphaned) {
                        activity.orphan();
                    }
                }
            }
        }
    }

    /** RFC 5707 §9.6.3: a target that is not known inside is the client's. */
    private void send(SendEvent send) {
        if (current != null && current.answersTo(send.target())) {
            // Behind what is going on now, as every primitive has a queue of its own (RFC 5707 §9.3).
            lane.execute(() -> deliver(send.target(), send.event()));
        } else {
            tell(new MsmlEvent(send.event(), id, variables.pairs(send.namelist())));
        }
    }

    private void deliver(String target, String event) {
        Activity running = current;
        if (!over && running != null && running.answersTo(target)) {
            running.event(target, event);
        }
    }

    private void end(Ending ending) {
        List<Pair> pairs = variables.pairs(ending.namelist());
        if (current != null) {
            current.silence();
            current = null;
        }
        switch (ending) {
            case Exit _ -> {
                if (!pairs.isEmpty()) {
                    tell(new MsmlEvent(MsmlEvent.MOML_EXIT, id, pairs));
                }
                exit();
            }
            case Disconnect _ -> {
                tell(new MsmlEvent(MsmlEvent.MOML_DISCONNECT, id, pairs));
                exit();
                host.disconnect();
            }
        }
    }

    private void failed(int code, String why) {
        if (status == 200) {
            status = code;
            description = why;
        }
    }

    private void exit() {
        if (over) {
            return;
        }
        over = true;
        order.close(status, description);
        tell(status == 200 ? MsmlEvent.dialogExit(id) : failure());
        host.ended(this, status, description);
    }

    private void tell(MsmlEvent event) {
        told = host.tell(event);
    }

    private MsmlEvent failure() {
        return new MsmlEvent(
                MsmlEvent.DIALOG_EXIT,
                id,
                List.of(
                        new Pair(MsmlEvent.EXIT_STATUS, Integer.toString(status)),
                        new Pair(MsmlEvent.EXIT_DESCRIPTION, description)));
    }

    private final class DialogScope implements Scope {

        @Override
        public void set(Optional<String> primitive, String variable, String value) {
            variables.set(primitive, variable, value);
        }

        @Override
        public boolean run(Handler handler) {
            if (over) {
                return false;
            }
            handler.sends().forEach(Dialog.this::send);
            handler.ending().ifPresent(Dialog.this::end);
            return !over;
        }

        @Override
        public CompletionStage<?> told() {
            return told;
        }

        @Override
        public void completed(Activity activity) {
            if (activity.equals(current)) {
                current = null;
                if (terminating) {
                    exit();
                } else {
                    next();
                }
            }
        }

        @Override
        public void failed(int code, String why) {
            Dialog.this.failed(code, why);
        }
    }
}
