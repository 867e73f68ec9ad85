package org.voxpost.benchmarks;

import java.text.ParseException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Takes every bare call. A process of its own, as the server under test is; it prints its port and runs until it is killed. */
final class BareCallee implements QuietListener {
    private final BareStack stack;
    private final ContactHeader contact;
    private final AtomicLong tags = new AtomicLong();

    private BareCallee(BareStack stack) throws ParseException {
        this.stack = stack;
        this.contact = stack.headers()
                .createContactHeader(stack.addresses()
                        .createAddress(
                                stack.addresses().createURI("sip:callee@" + BareStack.HOST + ":" + stack.port())));
    }

    static BareStack open(int port) throws Exception {
        BareStack stack = BareStack.open(port);
        stack.listen(new BareCallee(stack));
        return stack;
    }

    public static void main(String[] arguments) throws Exception {
        try (BareStack stack = open(Integer.parseInt(arguments[0]))) {
            System.out.println("Taking calls on " + stack.port());
            new CountDownLatch(1).await();
        }
    }

    @Override
    public void processRequest(RequestEvent event) {
        Request request = event.getRequest();
        try {
            switch (request.getMethod()) {
                case Request.INVITE, Request.INFO, Request.BYE -> answer(request);
                default -> {
                    // An ACK has no answer.
                }
            }
        } catch (SipException | ParseException | InvalidArgumentException failed) {
            System.err.println("A bare call failed: " + failed);
        }
    }

    private void answer(Request request) throws SipException, ParseException, InvalidArgumentException {
        ServerTransaction transaction = stack.provider().getNewServerTransaction(request);
        Response response = stack.messages().createResponse(Response.OK, request);
        if (request.getMethod().equals(Request.INVITE)) {
            ((ToHeader) response.getHeader(ToHeader.NAME)).setTag("t" + tags.incrementAndGet());
            response.setHeader(contact);
        }
        BareScript.Answer answer = BareScript.answer(request.getMethod(), ((SipURI) request.getRequestURI()).getUser());
        if (!answer.body().isEmpty()) {
            response.setContent(
                    answer.body(), stack.headers().createContentTypeHeader("application", answer.subtype()));
        }
        transaction.sendResponse(response);
    }
}
