package org.voxpost.benchmarks;

import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.TimeoutEvent;
import javax.sip.address.Address;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Makes the calls of a script, one after another, and then again: each an INVITE, 200, ACK, and what else the script has. */
final class BareCaller implements QuietListener {
    private final BareStack stack;
    private final Address caller;
    private final BareScript script;
    private final Map<String, Address> callees;
    private final ContactHeader contact;
    private final String run = UUID.randomUUID().toString();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicReference<String> failure = new AtomicReference<>();
    private volatile boolean stopped;

    BareCaller(BareStack stack, int calleePort, BareScript script) throws ParseException {
        this.stack = stack;
        this.script = script;
        this.caller = address("caller", stack.port());
        this.callees = new HashMap<>();
        for (BareScript.Step step : script.steps()) {
            callees.put(step.callee(), address(step.callee(), calleePort));
        }
        this.contact = stack.headers().createContactHeader(caller);
    }

    /** Begins to play the script that many times side by side. */
    void begin(int parallel) {
        for (int i = 0; i < parallel; i++) {
            next();
        }
    }

    /** No call is begun any more. */
    void stop() {
        stopped = true;
    }

    /** How often the script was played to its end. */
    long done() {
        return done.get();
    }

    Optional<String> failure() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public void processResponse(ResponseEvent event) {
        Response response = event.getResponse();
        if (response.getStatusCode() < 200) {
            return;
        }
        CSeqHeader cseq = (CSeqHeader) response.getHeader(CSeqHeader.NAME);
        if (response.getStatusCode() >= 300) {
            failed(cseq.getMethod() + " was answered " + response.getStatusCode());
        } else if (event.getClientTransaction() == null) {
            failed("an answer came twice");
        } else {
            answered((Played) event.getClientTransaction().getApplicationData(), cseq, response);
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        failed("no answer");
    }

    private void next() {
        if (stopped) {
            return;
        }
        long number = begun.incrementAndGet();
        try {
            step(new Played(number, 0));
        } catch (SipException | ParseException | InvalidArgumentException unsent) {
            failed("not sent: " + unsent);
        }
    }

    /**
     * A request of the script that is under way.
     *
     * @param play which time the script is played
     * @param step the request's place in the script
     */
    private record Played(long play, int step) {}

    private void answered(Played played, CSeqHeader cseq, Response success) {
        try {
            if (cseq.getMethod().equals(Request.INVITE)) {
                stack.provider().sendRequest(inDialog(Request.ACK, played, cseq.getSeqNumber(), success));
            }
            int next = played.step() + 1;
            if (next == script.steps().size()) {
                done.incrementAndGet();
                next();
            } else if (script.steps().get(next).method().equals(Request.INVITE)) {
                step(new Played(played.play(), next));
            } else {
                String method = script.steps().get(next).method();
                Played following = new Played(played.play(), next);
                send(inDialog(method, following, cseq.getSeqNumber() + 1, success), following);
            }
        } catch (SipException | ParseException | InvalidArgumentException unsent) {
            failed("not sent: " + unsent);
        }
    }

    /** Sends an INVITE. */
    private void step(Played invite) throws SipException, ParseException, InvalidArgumentException {
        FromHeader from = stack.headers().createFromHeader(caller, "f" + invite.play());
        ToHeader to = stack.headers().createToHeader(callee(invite), null);
        CallIdHeader callId = stack.headers().createCallIdHeader(invite.play() + "-" + invite.step() + "-" + run);
        Request request = request(Request.INVITE, invite, callId, 1, from, to);
        request.setHeader(contact);
        send(request, invite);
    }

    private Request inDialog(String method, Played played, long sequence, Response success)
            throws ParseException, InvalidArgumentException {
        FromHeader from = (FromHeader) success.getHeader(FromHeader.NAME);
        ToHeader to = (ToHeader) success.getHeader(ToHeader.NAME);
        CallIdHeader callId = (CallIdHeader) success.getHeader(CallIdHeader.NAME);
        return request(method, played, callId, sequence, from, to);
    }

    private void send(Request request, Played played) throws SipException, ParseException {
        BareScript.Step step = script.steps().get(played.step());
        if (!step.body().isEmpty()) {
            request.setContent(step.body(), stack.headers().createContentTypeHeader("application", step.subtype()));
        }
        ClientTransaction transaction = stack.provider().getNewClientTransaction(request);
        transaction.setApplicationData(played);
        transaction.sendRequest();
    }

    private Request request(
            String method, Played played, CallIdHeader callId, long sequence, FromHeader from, ToHeader to)
            throws ParseException, InvalidArgumentException {
        return stack.messages()
                .createRequest(
                        callee(played).getURI(),
                        method,
                        callId,
                        stack.headers().createCSeqHeader(sequence, method),
                        from,
                        to,
                        List.of(stack.headers()
                                .createViaHeader(
                                        BareStack.HOST, stack.port(), "udp", branch(callId, sequence + method))),
                        stack.headers().createMaxForwardsHeader(70));
    }

    private Address callee(Played played) {
        return Objects.requireNonNull(
                callees.get(script.steps().get(played.step()).callee()));
    }

    private static String branch(CallIdHeader callId, String request) {
        return "z9hG4bK" + request + callId.getCallId();
    }

    private void failed(String why) {
        failure.compareAndSet(null, "A bare call failed: " + why);
    }

    private Address address(String user, int port) throws ParseException {
        return stack.addresses()
                .createAddress(stack.addresses().createURI("sip:" + user + "@" + BareStack.HOST + ":" + port));
    }
}
