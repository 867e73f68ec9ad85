package org.voxpost.sip.jain;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RecordRoute;
import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.voxpost.sip.SipSyntaxException;
import org.voxpost.sip.SipUri;

/** State of one dialog (RFC 3261 §12); only its lane touches it. */
final class Dialog {
    private final CallID callId;
    private final From local;
    private final To remote;
    private final List<SipUri> routes;
    private SipUri target;
    private final String localUser;
    private final Way way;
    private Optional<TcpConnection> connection;
    private long localSequence;
    private long remoteSequence;

    private Dialog(
            CallID callId,
            From local,
            To remote,
            List<SipUri> routes,
            SipUri target,
            String localUser,
            Way way,
            Optional<TcpConnection> connection,
            long localSequence,
            long remoteSequence) {
        this.callId = callId;
        this.local = local;
        this.remote = remote;
        this.routes = routes;
        this.target = target;
        this.localUser = localUser;
        this.way = way;
        this.connection = connection;
        this.localSequence = localSequence;
        this.remoteSequence = remoteSequence;
    }

    /**
     * RFC 3261 §12.1.1: the callee's side.
     *
     * @throws SipSyntaxException when the caller's Contact is no SIP URI
     */
    static Dialog ofCallee(SIPRequest invite, String localTag, String localUser, Way way) {
        return ofCallee(invite, localTag, localUser, way, 0);
    }

    /** The same, after {@code sent} requests of ours. */
    static Dialog ofCallee(SIPRequest invite, String localTag, String localUser, Way way, long sent) {
        To to = (To) invite.getTo().clone();
        From from = (From) invite.getFrom().clone();
        From local = new From(to);
        setTag(local, localTag);
        return new Dialog(
                (CallID) invite.getCallId(),
                local,
                new To(from),
                routes(invite, false),
                contact(invite),
                localUser,
                way,
                secure(ReceivedNotes.channel(invite)),
                sent,
                invite.getCSeq().getSeqNumber());
    }

    /**
     * RFC 3261 §12.1.2: the caller's side. Where the answer has no Contact, the callee is reached as the INVITE was.
     *
     * @param connection what the INVITE went out on, where that is TLS
     * @throws SipSyntaxException when the Contact is no SIP URI
     */
    static Dialog ofCaller(
            SIPRequest invite, SIPResponse answer, String localUser, Way way, Optional<TcpConnection> connection) {
        return new Dialog(
                (CallID) invite.getCallId(),
                (From) invite.getFrom().clone(),
                (To) answer.getTo().clone(),
                routes(answer, true),
                answer.getContactHeader() == null ? Uris.ours(invite.getRequestURI()) : contact(answer),
                localUser,
                way,
                connection,
                invite.getCSeq().getSeqNumber(),
                0);
    }

    String remoteTag() {
        return remote.hasTag() ? remote.getTag() : "";
    }

    Way way() {
        return way;
    }

    /**
     * The TLS connection that the next request goes over, whatever the target says: a peer behind TLS can often not be connected to, and on
     * its connection it is known who it is (RFC 5923 §1). Empty when the target has to be connected to.
     */
    Optional<TcpConnection> standing() {
        return connection.filter(TcpConnection::open);
    }

    /** The peer has sent a request on this channel. */
    void cameOver(Optional<PeerChannel> channel) {
        Optional<TcpConnection> newest = secure(channel);
        if (newest.isPresent()) {
            connection = newest;
        }
    }

    private static Optional<TcpConnection> secure(Optional<PeerChannel> channel) {
        return channel.filter(PeerChannel::isSecure)
                .filter(TcpConnection.class::isInstance)
                .map(TcpConnection.class::cast);
    }

    String localUser() {
        return localUser;
    }

    long nextSequence() {
        return ++localSequence;
    }

    /** RFC 3261 §12.2.2: false when the request is older than one that was seen. */
    boolean inOrder(long sequence) {
        if (sequence < remoteSequence) {
            return false;
        }
        remoteSequence = sequence;
        return true;
    }

    /** Target refresh by a request or response (RFC 3261 §12.2); a Contact that is no SIP URI changes nothing. */
    void refreshTarget(SIPMessage message) {
        if (message.getContactHeader() != null) {
            try {
                target = contact(message);
            } catch (SipSyntaxException unusable) {
                // The old target stays: better than none.
                return;
            }
        }
    }

    /** RFC 3261 §12.2.1.1, up to and including the Call-ID; the caller adds Via, CSeq and the rest. */
    SIPRequest request(String method) {
        SIPRequest request = new SIPRequest();
        request.setMethod(method);
        boolean strict = strictRouter();
        request.setRequestURI(Uris.jain(strict ? routes.getFirst() : target));
        // Shared by all requests of the dialog: nobody changes them.
        request.setHeader(local);
        request.setHeader(remote);
        request.setHeader(callId);
        List<SipUri> path = new ArrayList<>(strict ? routes.subList(1, routes.size()) : routes);
        if (strict) {
            path.add(target);
        }
        route(request, path);
        return request;
    }

    /** The element that the next request goes to. */
    SipUri next() {
        return routes.isEmpty() ? target : routes.getFirst();
    }

    /** What the next element's URI says, or what the dialog was made over. */
    String nextTransport() {
        return Transports.of(next(), way.secure() ? Transports.TLS : way.transport());
    }

    static void route(SIPRequest request, List<SipUri> path) {
        if (path.isEmpty()) {
            return;
        }
        RouteList list = new RouteList();
        for (SipUri one : path) {
            Route route = new Route();
            AddressImpl address = Uris.address(one);
            route.setAddress(address);
            list.add(route);
        }
        request.setHeader(list);
    }

    private boolean strictRouter() {
        return !routes.isEmpty() && routes.getFirst().parameter("lr").isEmpty();
    }

    private static List<SipUri> routes(SIPMessage message, boolean reversed) {
        RecordRouteList recorded = message.getRecordRouteHeaders();
        if (recorded == null) {
            return List.of();
        }
        List<SipUri> routes = new ArrayList<>();
        for (RecordRoute one : recorded) {
            routes.add(Uris.ours(one.getAddress().getURI()));
        }
        if (reversed) {
            Collections.reverse(routes);
        }
        return routes;
    }

    private static SipUri contact(SIPMessage message) {
        if (message.getContactHeader() == null || message.getContactHeader().getAddress() == null) {
            throw new SipSyntaxException("no Contact");
        }
        return Uris.ours(message.getContactHeader().getAddress().getURI());
    }

    private static void setTag(From from, String tag) {
        try {
            from.setTag(tag);
        } catch (java.text.ParseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
