package org.voxpost.benchmarks;

import java.util.List;
import javax.sip.message.Request;

/** What bare callers do over and over, each request when the one before has its 200. */
record BareScript(List<Step> steps) {

    private static final String SERVER = "msml";
    private static final String DELIVERY = "delivery";

    /** The raw limit: one call. */
    static final BareScript CALL = new BareScript(
            List.of(new Step(Request.INVITE, "callee", "sdp", BareStack.SDP), new Step(Request.BYE, "callee", "", "")));

    /**
     * The SIP of one transfer: the same messages in the same order with bodies as long as ours, but for what else a transfer is. All
     * requests go one way, as that makes no difference to what two processes do together.
     */
    static final BareScript TRANSFER = new BareScript(List.of(
            new Step(Request.INVITE, SERVER, "sdp", BareStack.SDP),
            new Step(Request.INFO, SERVER, "xml", Bodies.ORDER),
            new Step(Request.INVITE, DELIVERY, "sdp", Bodies.OFFER),
            new Step(Request.BYE, DELIVERY, "", ""),
            new Step(Request.INFO, "as", "xml", Bodies.EVENT),
            new Step(Request.BYE, SERVER, "", "")));

    /**
     * A request.
     *
     * @param callee user part of the Request-URI, by which the callee knows what to answer
     * @param subtype of {@code application}; empty without a body
     */
    record Step(String method, String callee, String subtype, String body) {}

    /** The body of a 200; empty for none. */
    record Answer(String subtype, String body) {
        private static final Answer NONE = new Answer("", "");
    }

    static Answer answer(String method, String callee) {
        return switch (method) {
            case Request.INVITE -> new Answer("sdp", callee.equals(DELIVERY) ? Bodies.ANSWER : BareStack.SDP);
            case Request.INFO -> callee.equals(SERVER) ? new Answer("xml", Bodies.RESULT) : Answer.NONE;
            default -> Answer.NONE;
        };
    }
}
