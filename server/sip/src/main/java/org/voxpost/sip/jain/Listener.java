package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.sip.ClientTransaction;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipListener;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransactionUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.SipDeviation;
import org.voxpost.sip.SipSyntaxException;
import org.voxpost.sip.jain.CallTable.InviteKey;
import org.voxpost.sip.jain.Sender.Pending;

/** Takes what the stack delivers and hands it to the lane of its call. Called by network and timer threads. */
final class Listener implements SipListener {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    private final Core core;

    Listener(Core core) {
        this.core = core;
    }

    @Override
    public void processRequest(RequestEvent event) {
        SIPRequest request = (SIPRequest) event.getRequest();
        if (request.getMethod().equals("ACK")) {
            return;
        }
        ServerTransaction transaction = transaction(event, request);
        if (transaction == null) {
            return;
        }
        Optional<SIPResponse> refusal = RequestChecks.refuse(core, request);
        if (refusal.isPresent()) {
            core.respond(transaction, refusal.get());
        } else if (request.getMethod().equals("CANCEL")) {
            cancel(request, transaction);
        } else if (request.getToTag() != null) {
            inDialog(request, transaction);
        } else {
            outside(request, transaction);
        }
    }

    @Override
    public void processResponse(ResponseEvent event) {
        SIPResponse response = (SIPResponse) event.getResponse();
        ClientTransaction transaction = event.getClientTransaction();
        if (transaction != null && transaction.getApplicationData() instanceof Pending(Executor lane, var answers)) {
            if (response.getStatusCode() >= 200) {
                transaction.setApplicationData(null);
            }
            Core.run(lane, () -> answers.response(response));
        } else if (response.getStatusCode() / 100 == 2
                && response.getCSeq().getMethod().equals("INVITE")
                && response.getFrom().getTag() != null
                && core.calls.find(
                                response.getCallId().getCallId(),
                                response.getFrom().getTag())
                        instanceof OutgoingLeg leg) {
            Core.run(leg.lane, () -> leg.strayed(response));
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        if (!event.isServerTransaction()) {
            failed(event.getClientTransaction(), Sender.Failure.TIMED_OUT);
        }
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        if (event.getSource() instanceof SIPTransaction transaction
                && transaction instanceof ClientTransaction client) {
            failed(client, Sender.Failure.TRANSPORT);
        }
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}

    private void failed(@Nullable ClientTransaction transaction, Sender.Failure failure) {
        if (transaction != null && transaction.getApplicationData() instanceof Pending(Executor lane, var answers)) {
            Core.run(lane, () -> answers.failed(failure));
        }
    }

    private @Nullable ServerTransaction transaction(RequestEvent event, SIPRequest request) {
        ServerTransaction transaction = event.getServerTransaction();
        if (transaction != null) {
            return transaction;
        }
        try {
            transaction = core.stack.provider().getNewServerTransaction(request);
            core.sender.tune((SIPServerTransaction) transaction);
            return transaction;
        } catch (TransactionAlreadyExistsException repeated) {
            return null;
        } catch (TransactionUnavailableException unusable) {
            LOG.debug(
                    "Call {}: a {} was dropped: {}",
                    request.getCallId().getCallId(),
                    request.getMethod(),
                    unusable.getMessage());
            core.counters.malformed.increment();
            core.unreadable.tell(request, "Unusable transaction");
            return null;
        }
    }

    private void inDialog(SIPRequest request, ServerTransaction transaction) {
        Leg leg =
                core.calls.find(request.getCallId().getCallId(), request.getTo().getTag());
        if (Bye.crossing(core, request)) {
            core.respond(transaction, request, 200, "", "");
        } else if (leg == null && !core.handler.knowsAllCalls()) {
            SIPResponse later = core.messages.response(request, 500, "Starting", "");
            Messages.set(later, "Retry-After", "1");
            core.respond(transaction, later);
        } else if (leg == null) {
            core.respond(transaction, request, 481, "", "");
        } else {
            Core.run(leg.lane, () -> leg.received(request, transaction));
        }
    }

    private void outside(SIPRequest request, ServerTransaction transaction) {
        switch (request.getMethod()) {
            case "INVITE" -> invite(request, transaction);
            case "OPTIONS" -> Options.answer(core, request, transaction);
            default -> core.respond(transaction, request, 481, "", core.ids.tag());
        }
    }

    private void invite(SIPRequest invite, ServerTransaction transaction) {
        if (Session.tooSmall(invite, core.configuration.sessionTimer())) {
            core.respond(
                    transaction, core.messages.tooSmall(invite, core.configuration.sessionTimer(), core.ids.tag()));
            return;
        }
        IncomingLeg leg;
        try {
            leg = new IncomingLeg(core, core.lanes.lane(), invite, transaction, Unreadable.peer(invite));
        } catch (SipSyntaxException unusable) {
            core.unreadable.tell(invite, "Unusable address");
            core.respond(transaction, invite, 400, "Unusable address", core.ids.tag());
            return;
        }
        InviteKey key = leg.key();
        if (core.calls.branchInUse(leg.branch(), leg.callId())) {
            core.counters.tolerated(SipDeviation.BRANCH_REUSED);
        }
        if (core.calls.enter(key, leg) != null) {
            core.respond(transaction, invite, 482, "Merged Request", core.ids.tag());
            return;
        }
        core.counters.incomingCalls.increment();
        leg.trying();
        Core.run(leg.lane, leg::begin);
    }

    private void cancel(SIPRequest cancel, ServerTransaction transaction) {
        String callId = cancel.getCallId().getCallId();
        String tag = cancel.getToTag();
        long sequence = cancel.getCSeq().getSeqNumber();
        @Nullable Leg leg = tag == null ? core.calls.invited(IncomingLeg.key(cancel)) : core.calls.find(callId, tag);
        if (leg == null) {
            core.respond(transaction, cancel, 481, "", core.ids.tag());
            return;
        }
        core.respond(transaction, cancel, 200, "", leg.localTag());
        Core.run(leg.lane, () -> {
            if (tag == null && leg instanceof IncomingLeg incoming) {
                incoming.cancelled();
            } else {
                leg.offers.cancelled(sequence);
            }
        });
    }
}
