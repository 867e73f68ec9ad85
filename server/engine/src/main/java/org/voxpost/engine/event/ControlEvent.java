package org.voxpost.engine.event;

/** What happens on the dialogs of application servers. */
public sealed interface ControlEvent extends ServerEvent {

    String connection();

    /** An application server called and was answered. */
    record LegOpened(String connection, String callId, String from) implements ControlEvent {}

    /** The call of an application server that an earlier run answered is gone on with. */
    record LegResumed(String connection, String callId, String from) implements ControlEvent {}

    record LegClosed(String connection, String callId, String why) implements ControlEvent {}

    /**
     * A document was answered.
     *
     * @param code RFC 5707 §11
     */
    record RequestAnswered(String connection, int code, String description) implements ControlEvent {}

    record DialogStarted(String connection, String dialog) implements ControlEvent {}

    /**
     * An MSML dialog is over.
     *
     * @param status 200, or that of {@code dialog.exit.status}
     */
    record DialogEnded(String connection, String dialog, int status, String description) implements ControlEvent {}

    /** An event was sent to the application server and answered 200. */
    record EventDelivered(String connection, String id, String name) implements ControlEvent {}

    /** An event for the application server that it did not take. */
    record EventLost(String connection, String id, String name, String why) implements ControlEvent {}
}
