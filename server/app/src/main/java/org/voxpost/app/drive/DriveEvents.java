package org.voxpost.app.drive;

/** Hears one run as it happens, on the lane of its call. */
public interface DriveEvents {
    /** Nobody listens: the report is enough. */
    DriveEvents NONE = new DriveEvents() {};

    /** The server answered the call; {@code connection} is {@code conn:TAG}. */
    default void connected(String connection) {}

    /** The document went out, with its blanks filled. */
    default void sent(String document) {}

    default void result(MsmlReply.Result result) {}

    default void event(MsmlReply.Event event) {}
}
