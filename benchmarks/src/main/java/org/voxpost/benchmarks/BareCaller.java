package org.voxpost.benchmarks;

import java.text.ParseException;
import java.util.List;
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

/** Makes bare calls, each followed by the next: INVITE, 200, ACK, BYE, 200. */
final class BareCaller implements QuietListener {
    private final BareStack stack;
    private final Address caller;
    private final Address callee;
    private final ContactHeader contact;
    private final String run = UUID.randomUUID().toString();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicReference<String> failure = new AtomicReference<>();
    private volatile boolean stopped;

    BareCaller(BareStack stack, int calleePort) throws ParseException {
        this.stack = stack;
        this.caller = address("caller", stack.port());
        this.callee = address("callee", calleePort);
        this.contact = stack.headers().createContactHeader(caller);
    }

    /** Begins that many calls side by side. */
    void begin(int parallel) {
        for (int i = 0; i < parallel; i++) {
            next();
        }
    }

    /** No call is begun any more. */
    void stop() {
        stopped = true;
    }

    /** Calls that are over, their BYE answered. */
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
        } else if (cseq.getMethod().equals(Request.INVITE)) {
            established(response);
        } else {
            done.incrementAndGet();
            next();
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
            FromHeader from = stack.headers().createFromHeader(caller, "f" + number);
            ToHeader to = stack.headers().createToHeader(callee, null);
            CallIdHeader callId = stack.headers().createCallIdHeader(number + "-" + run);
            Request invite = request(Request.INVITE, callId, 1, from, to);
            invite.setHeader(contact);
            invite.setContent(BareStack.SDP, stack.headers().createContentTypeHeader("application", "sdp"));
            send(invite);
        } catch (SipException | ParseException | InvalidArgumentException unsent) {
            failed("not sent: " + unsent);
        }
    }

    private void established(Response success) {
        FromHeader from = (FromHeader) success.getHeader(FromHeader.NAME);
        ToHeader to = (ToHeader) success.getHeader(ToHeader.NAME);
        CallIdHeader callId = (CallIdHeader) success.getHeader(CallIdHeader.NAME);
        try {
            stack.provider().sendRequest(request(Request.ACK, callId, 1, from, to));
            send(request(Request.BYE, callId, 2, from, to));
        } catch (SipException | ParseException | InvalidArgumentException unsent) {
            failed("not sent: " + unsent);
        }
    }

    private void send(Request request) throws SipException {
        ClientTransaction transaction = stack.provider().getNewClientTransaction(request);
        transaction.sendRequest();
    }

    private Request request(String method, CallIdHeader callId, long sequence, FromHeader from, ToHeader to)
            throws ParseException, InvalidArgumentException {
        return stack.messages()
                .createRequest(
                        callee.getURI(),
                        method,
                        callId,
                        stack.headers().createCSeqHeader(sequence, method),
                        from,
                        to,
                        List.of(stack.headers()
                                .createViaHeader(BareStack.HOST, stack.port(), "udp", branch(callId, method))),
                        stack.headers().createMaxForwardsHeader(70));
    }

    private static String branch(CallIdHeader callId, String method) {
        return "z9hG4bK" + method + callId.getCallId();
    }

    private void failed(String why) {
        failure.compareAndSet(null, "A bare call failed: " + why);
    }

    private Address address(String user, int port) throws ParseException {
        return stack.addresses()
                .createAddress(stack.addresses().createURI("sip:" + user + "@" + BareStack.HOST + ":" + port));
    }
}
