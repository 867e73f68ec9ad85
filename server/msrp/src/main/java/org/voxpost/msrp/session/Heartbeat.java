package org.voxpost.msrp.session;

/**
 * The messages with which some peers keep a session alive, in place of SENDs without a body. A refusal would end their session,
 * so they are taken whatever the session accepts, and go nowhere.
 */
final class Heartbeat {

    private static final String TYPE = "text/x-msrp-heartbeat";

    private Heartbeat() {}

    static boolean is(String contentType) {
        return contentType.regionMatches(true, 0, TYPE, 0, TYPE.length());
    }
}
