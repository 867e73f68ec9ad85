package org.voxpost.engine.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.voxpost.engine.dialog.Dialog;
import org.voxpost.engine.dialog.DialogHost;
import org.voxpost.engine.dialog.DialogOrder;
import org.voxpost.engine.event.ControlEvent;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.OpenOrder;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.transfer.Parting;
import org.voxpost.msml.DialogEnd;
import org.voxpost.msml.DialogStart;
import org.voxpost.msml.MsmlDocument;
import org.voxpost.msml.MsmlException;
import org.voxpost.msml.MsmlResult;
import org.voxpost.msml.ObjectId;
import org.voxpost.msml.Refused;
import org.voxpost.msml.Request;
import org.voxpost.msml.ResponseCode;
import org.voxpost.msml.Send;

/**
 * The MSML dialogs of one connection, and the requests that make, address and end them. A connection sees its own dialogs
 * only: the objects of others do not exist for it.
 */
final class RunningDialogs {

    private final ControlLegs.Shared shared;
    private final ObjectId.Connection connection;
    private final String callId;
    private final Lane lane;
    private final DialogHost host;
    private final Map<String, Dialog> byName = new LinkedHashMap<>();
    private final List<Runnable> effects = new ArrayList<>();
    private final List<Entry.Accepted> promises = new ArrayList<>();
    private int unnamed;

    RunningDialogs(
            ControlLegs.Shared shared, ObjectId.Connection connection, String callId, Lane lane, DialogHost host) {
        this.shared = shared;
        this.connection = connection;
        this.callId = callId;
        this.lane = lane;
        this.host = host;
    }

    /** A request that fails while it runs; the document stops there. */
    private static final class Stopped extends Exception {
        private static final long serialVersionUID = 1L;
        private final ResponseCode code;

        Stopped(ResponseCode code, String description) {
            super(description, null, false, false);
            this.code = code;
        }
    }

    /**
     * Runs the requests of a document in order up to the first failure (RFC 5707 §5). A document that breaks the schema is not
     * begun at all. What it promises is in {@link #promises}; what it asks for happens once {@link #runEffects} is called.
     */
    MsmlResult perform(MsmlDocument document, Ordering ordering) {
        Optional<String> mark = Optional.empty();
        List<ObjectId.Dialog> made = new ArrayList<>();
        for (Request request : document.requests()) {
            if (request instanceof Refused refused && refused.code().isOfSchema()) {
                return MsmlResult.failed(refused.code(), refused.description(), mark, made);
            }
        }
        for (int i = 0; i < document.requests().size(); i++) {
            Request request = document.requests().get(i);
            try {
                perform(request, ordering.request(i), made);
            } catch (Stopped e) {
                return MsmlResult.failed(e.code, String.valueOf(e.getMessage()), mark, made);
            }
            mark = request.mark().isPresent() ? request.mark() : mark;
        }
        return MsmlResult.ok(mark, made);
    }

    /** The orders that the last document made, to be written down before its 200. */
    List<Entry.Accepted> promises() {
        List<Entry.Accepted> due = List.copyOf(promises);
        promises.clear();
        return due;
    }

    /** Nothing of the last document happens: its orders could not be written down. */
    void withdraw(List<Entry.Accepted> orders) {
        effects.clear();
        byName.values()
                .removeIf(dialog -> orders.stream()
                        .anyMatch(
                                made -> made.order().id().equals(dialog.order().id())));
    }

    /** Does what the last document asked for, in its order; behind its 200, so that the client knows of what it hears. */
    void runEffects() {
        List<Runnable> due = List.copyOf(effects);
        effects.clear();
        due.forEach(Runnable::run);
    }

    boolean none() {
        return byName.isEmpty();
    }

    void ended(Dialog dialog) {
        byName.remove(dialog.id().name(), dialog);
        shared.orders().remove(dialog);
    }

    /** Goes on with a dialog that an earlier run began. */
    void goOn(OpenOrder open) {
        try {
            ObjectId.Dialog id = OrderedScript.dialog(open);
            Dialog dialog = shared.dialogs()
                    .dialog(
                            id,
                            callId,
                            OrderedScript.sender(open),
                            shared.dialogs().order(open),
                            lane,
                            host);
            byName.put(id.name(), dialog);
            shared.orders().add(dialog, lane);
            goOn(open, dialog);
        } catch (MsmlException e) {
            OrderedScript.giveUp(open, shared, e);
        }
    }

    private void goOn(OpenOrder open, Dialog dialog) {
        try {
            OrderedScript.run(open, dialog, shared, lane);
        } catch (MsmlException e) {
            dialog.refuse(e.code().code(), "not readable any more: " + e.description());
        }
    }

    /** A later run is not to go on with the call. */
    void callEnded() {
        byName.values()
                .forEach(dialog ->
                        shared.journal().note(new Entry.CallEnded(dialog.order().id())));
    }

    /** Nobody can send them events any more. */
    void orphanAll() {
        List.copyOf(byName.values()).forEach(Dialog::orphan);
    }

    /** They stop without a word: a later run of the server goes on with them. */
    void parkAll() {
        List.copyOf(byName.values()).forEach(dialog -> {
            shared.orders().remove(dialog);
            dialog.park();
        });
        byName.clear();
    }

    void terminateAll(Parting how) {
        List.copyOf(byName.values()).forEach(dialog -> dialog.terminate(how));
    }

    private void perform(Request request, Ordering ordering, List<ObjectId.Dialog> made) throws Stopped {
        switch (request) {
            case DialogStart start -> made.add(start(start, ordering));
            case DialogEnd end ->
                dialogs(end.id()).forEach(dialog -> effects.add(() -> dialog.terminate(Parting.AT_ONCE)));
            case Send send -> send(send);
            case Refused refused -> throw new Stopped(refused.code(), refused.description());
        }
    }

    /** An event for the connection itself means nothing to it, and goes to none of its dialogs. */
    private void send(Send send) throws Stopped {
        if (send.target().equals(connection)) {
            return;
        }
        List<Dialog> addressed = dialogs(send.target());
        if (send.part().isPresent()
                && addressed.stream()
                        .noneMatch(dialog -> dialog.knows(send.part().get()))) {
            throw new Stopped(
                    ResponseCode.NO_SUCH_OBJECT,
                    "no such object: " + send.target() + "/" + send.part().get());
        }
        addressed.forEach(dialog -> effects.add(() -> dialog.event(send.event(), send.part())));
    }

    private ObjectId.Dialog start(DialogStart start, Ordering ordering) throws Stopped {
        if (!start.target().equals(connection)) {
            throw new Stopped(ResponseCode.NO_SUCH_OBJECT, "no such object: " + start.target());
        }
        if (byName.size() >= shared.terms().dialogs()) {
            throw new Stopped(ResponseCode.INTERNAL_LIMIT_EXCEEDED, "no more dialogs on " + connection);
        }
        if (start.source() instanceof DialogStart.Inline inline) {
            Optional<String> unsupported = shared.dialogs().unsupported(inline.script());
            if (unsupported.isPresent()) {
                throw new Stopped(ResponseCode.UNSUPPORTED_ELEMENT, unsupported.get());
            }
        }
        Optional<String> refusal = shared.admission().refusal(ordering.priority());
        if (refusal.isPresent()) {
            throw new Stopped(ResponseCode.NO_RESOURCE, "not taken now: " + refusal.get());
        }
        String name = start.name().orElseGet(this::nextName);
        if (byName.containsKey(name)) {
            throw new Stopped(ResponseCode.NAME_IN_USE, "dialog name in use: " + name);
        }
        ObjectId.Dialog id = new ObjectId.Dialog(connection, name);
        DialogOrder order = shared.dialogs().order();
        Dialog dialog = shared.dialogs().dialog(id, callId, ordering.sender(), order, lane, host);
        byName.put(name, dialog);
        shared.orders().add(dialog, lane);
        promises.add(ordering.accepted(order, id, callId, start.source()));
        effects.add(() -> begin(dialog, start.source()));
        return id;
    }

    private void begin(Dialog dialog, DialogStart.Source source) {
        shared.events()
                .accept(new ControlEvent.DialogStarted(
                        connection.toString(), dialog.id().toString()));
        switch (source) {
            case DialogStart.Inline inline -> dialog.run(inline.script());
            case DialogStart.External external -> FetchedScript.run(dialog, external.uri(), shared, lane);
        }
    }

    private String nextName() {
        String name;
        do {
            name = Integer.toString(++unnamed);
        } while (byName.containsKey(name));
        return name;
    }

    private List<Dialog> dialogs(ObjectId id) throws Stopped {
        List<Dialog> found = switch (id) {
            case ObjectId.Dialog(ObjectId.Independent owner, String name) ->
                owner.equals(connection) ? named(name) : List.of();
            case ObjectId.Connection own -> own.equals(connection) ? named(ObjectId.WILDCARD) : List.of();
            case ObjectId.Conference conference -> List.of();
        };
        if (found.isEmpty() && !id.isWildcard()) {
            throw new Stopped(ResponseCode.NO_SUCH_OBJECT, "no such object: " + id);
        }
        return found;
    }

    private List<Dialog> named(String name) {
        if (name.equals(ObjectId.WILDCARD)) {
            return List.copyOf(byName.values());
        }
        Dialog dialog = byName.get(name);
        return dialog == null ? List.of() : List.of(dialog);
    }
}
