package org.voxpost.sip.jain;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.ServerRequestInterface;
import gov.nist.javax.sip.stack.ServerResponseInterface;
import java.io.IOException;
import java.net.InetAddress;
import java.text.ParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.Lanes;

/**
 * Takes messages from sockets, parses them and gives them to the stack (RFC 3261 §18.2.1, §18.1.2). Called by network
 * threads; nothing that a peer sends makes it throw.
 */
final class Intake implements ParseExceptionListener {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Set<Class<?>> VITAL = Set.of(
            From.class,
            To.class,
            CSeq.class,
            Via.class,
            CallID.class,
            ContentLength.class,
            RequestLine.class,
            StatusLine.class);

    private final SIPTransactionStack stack;
    private final TolerantParser parser;
    private final Tracing tracing;
    private final Lanes lanes;
    private final Unreadable unreadable;

    Intake(SIPTransactionStack stack, TolerantParser parser, Tracing tracing, Lanes lanes, Unreadable unreadable) {
        this.stack = stack;
        this.parser = parser;
        this.tracing = tracing;
        this.lanes = lanes;
        this.unreadable = unreadable;
    }

    Tracing tracing() {
        return tracing;
    }

    /** One whole message, head and body. */
    void received(byte[] bytes, PeerChannel channel) {
        try {
            lanes.around(() -> handle(bytes, channel));
        } catch (RuntimeException | Error bug) {
            // The thread reads for everybody.
            LOG.error("A SIP message from {} could not be handled.", channel.getPeerAddress(), bug);
        }
    }

    private void handle(byte[] bytes, PeerChannel channel) {
        tracing.received(bytes, channel.getTransport(), channel.peer(), channel.getPeerPort());
        try {
            SIPMessage message = parser.parseSIPMessage(bytes, true, false, this);
            if (message == null) {
                return;
            }
            if (!complete(message)) {
                malformed(bytes, "Missing or malformed header", channel);
                return;
            }
            if (message instanceof SIPRequest request) {
                ReceivedNotes.keep(request, bytes);
                if (!request.getMethod().equals(request.getCSeq().getMethod())) {
                    malformed(bytes, "CSeq of another method", channel);
                    return;
                }
            }
            if (!deliver(message, channel)) {
                unreadable.tell(channel, bytes, "Could not be handled");
            }
        } catch (ParseException malformed) {
            malformed(bytes, "Malformed message", channel);
        }
    }

    /** A stream ends with these octets, which nobody can find the end of. */
    void unreadable(byte[] bytes, String why, PeerChannel channel) {
        unreadable.tell(channel, bytes, why);
    }

    private void malformed(byte[] bytes, String why, PeerChannel channel) {
        unreadable.tell(channel, bytes, why);
        refuse(bytes, 400, why, channel);
    }

    /** A parsed message, with whom it is from; false when it is dropped because the stack cannot handle it. */
    @SuppressWarnings("CatchingUnchecked") // a bug of the stack in one message must not end the reader of all
    boolean deliver(SIPMessage message, PeerChannel channel) {
        try {
            InetAddress peer = channel.peer();
            message.setRemoteAddress(peer);
            message.setRemotePort(channel.getPeerPort());
            message.setPeerPacketSourceAddress(peer);
            message.setPeerPacketSourcePort(channel.getPeerPort());
            message.setLocalAddress(channel.getMessageProcessor().getIpAddress());
            message.setLocalPort(channel.getPort());
            if (message instanceof SIPRequest request) {
                request.setMessageChannel(channel);
                request(request, channel);
            } else if (message instanceof SIPResponse response) {
                response(response, channel);
            }
            return true;
        } catch (Exception | Error bug) {
            LOG.warn("A SIP message from {} could not be handled.", channel.getPeerAddress(), bug);
            return false;
        }
    }

    private static boolean complete(SIPMessage message) {
        return message.getFrom() != null
                && message.getTo() != null
                && message.getCallId() != null
                && message.getCSeq() != null
                && message.getTopmostVia() != null;
    }

    @Override
    @SuppressWarnings("rawtypes") // the stack's signature
    public void handleException(
            ParseException malformed, SIPMessage message, @Nullable Class kind, String header, @Nullable String text)
            throws ParseException {
        if (kind != null && VITAL.contains(kind)) {
            throw malformed;
        }
        message.addUnparsed(header);
    }

    private void request(SIPRequest request, PeerChannel channel) throws ParseException {
        if (request.getApplicationData() instanceof ReceivedNotes notes && notes.otherVersion) {
            refuse(request.encodeAsBytes(channel.getTransport()), 505, "Version Not Supported", channel);
            return;
        }
        source(request.getTopmostVia(), channel);
        ServerRequestInterface handler = stack.newSIPServerRequest(request, channel);
        if (handler == null) {
            return;
        }
        try {
            handler.processRequest(request, channel);
        } finally {
            if (handler instanceof SIPServerTransaction transaction && !transaction.passToListener()) {
                transaction.releaseSem();
            }
        }
    }

    private void response(SIPResponse response, PeerChannel channel) throws ParseException {
        response.checkHeaders();
        ServerResponseInterface handler = stack.newSIPServerResponse(response, channel);
        if (handler == null) {
            return;
        }
        try {
            if (!(handler instanceof SIPClientTransaction transaction) || transaction.checkFromTag(response)) {
                handler.processResponse(response, channel);
            }
        } finally {
            if (handler instanceof SIPTransaction transaction && !transaction.passToListener()) {
                transaction.releaseSem();
            }
        }
    }

    /** RFC 3261 §18.2.1 and RFC 3581 §4: where the request really came from. */
    private static void source(Via via, PeerChannel channel) throws ParseException {
        String address = channel.getPeerAddress();
        if (via.hasParameter(Via.RPORT)) {
            via.setParameter(Via.RECEIVED, address);
            via.setParameter(Via.RPORT, Integer.toString(channel.getPeerPort()));
        } else if (!address.equals(via.getHost())) {
            via.setParameter(Via.RECEIVED, address);
        }
    }

    private static void refuse(byte[] request, int status, String reason, PeerChannel channel) {
        byte @Nullable [] response = BareResponse.to(request, status, reason);
        if (response != null) {
            try {
                channel.sendMessage(response, channel.peer(), channel.getPeerPort(), false);
            } catch (IOException gone) {
                LOG.debug("A refusal to {} was not sent: {}", channel.getPeerAddress(), gone.getMessage());
            }
        }
    }
}
