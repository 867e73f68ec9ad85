package org.voxpost.sip.jain;

import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.sip.ServerTransaction;
import javax.sip.SipException;

/** Sends requests, in a transaction or without one. */
final class Sender {
    private static final int USUAL_T1 = 500;

    private final Stack stack;
    private final SipProviderImpl provider;
    private final int t1;

    Sender(Stack stack, Duration t1) {
        this.stack = stack;
        this.provider = stack.provider();
        this.t1 = (int) t1.toMillis();
    }

    /**
     * Sends a request in a client transaction. Over TCP and TLS this may connect, and then blocks for up to 5 s and a handshake.
     *
     * @param answers hears of responses and failures on {@code lane}
     */
    SIPClientTransaction send(SIPRequest request, Target hop, Executor lane, Answers answers) throws SipException {
        reach(hop);
        request.setApplicationData(hop);
        try {
            SIPClientTransaction transaction = (SIPClientTransaction) provider.getNewClientTransaction(request);
            tune(transaction);
            Pending pending = new Pending(lane, answers);
            transaction.setApplicationData(pending);
            try {
                transaction.sendRequest();
            } catch (SipException | RuntimeException failed) {
                transaction.setApplicationData(null);
                transaction.terminate();
                throw failed;
            }
            return transaction;
        } catch (RuntimeException | javax.sip.ObjectInUseException failed) {
            throw new SipException(String.valueOf(failed.getMessage()), failed);
        }
    }

    /** The stack would take any connection to an address; which one may be taken is a matter of names. */
    private void reach(Target hop) throws SipException {
        if (hop.transport().equals(Transports.TLS)) {
            try {
                stack.reachSecurely(hop);
            } catch (IOException refused) {
                throw new SipException(String.valueOf(refused.getMessage()), refused);
            }
        }
    }

    /** Sets the timers of a new transaction. */
    void tune(SIPTransaction transaction) {
        if (t1 != USUAL_T1) {
            transaction.setRetransmitTimer(t1);
        }
    }

    /** {@link Answered} keeps the responses, so that timer J of the stack's transaction is to run out at once. */
    void tune(SIPServerTransaction transaction) {
        if (transaction.getMethod().equals("INVITE")) {
            tune((SIPTransaction) transaction);
        } else {
            transaction.setRetransmitTimer(1);
        }
    }

    /** Sends an ACK of a 2xx (RFC 3261 §13.2.2.4): it has no transaction. */
    void sendAck(SIPRequest ack, Target hop) throws SipException {
        reach(hop);
        ack.setApplicationData(hop);
        try {
            provider.sendRequest(ack);
        } catch (RuntimeException failed) {
            throw new SipException(String.valueOf(failed.getMessage()), failed);
        }
    }

    /** Repeats a 2xx (RFC 3261 §13.3.1.4): its transaction is over. */
    void repeat(ServerTransaction transaction, SIPResponse response) throws SipException {
        try {
            if (response.getTopmostVia().getTransport().equalsIgnoreCase(Transports.UDP)) {
                provider.sendResponse(response);
            } else {
                ((SIPServerTransaction) transaction).getMessageChannel().sendMessage(response);
            }
        } catch (IOException | RuntimeException failed) {
            throw new SipException(String.valueOf(failed.getMessage()), failed);
        }
    }

    /** Hears what becomes of a request, on the lane. */
    interface Answers {
        /** For a request whose answer changes nothing. */
        Answers UNHEARD = new Answers() {
            @Override
            public void response(SIPResponse response) {}

            @Override
            public void failed(Failure failure) {}
        };

        void response(SIPResponse response);

        /** No final response: the time is up, or the transport failed. */
        void failed(Failure failure);
    }

    enum Failure {
        TIMED_OUT,
        TRANSPORT
    }

    /** What a client transaction carries. */
    record Pending(Executor lane, Answers answers) {}
}
