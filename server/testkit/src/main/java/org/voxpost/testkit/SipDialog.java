package org.voxpost.testkit;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The state of one call at a {@link SipPeer}: tags, sequence numbers, route set, remote target (RFC 3261 §12), enough to
 * send requests that fit. It learns from the answers that are expected through it. For one test thread.
 */
public final class SipDialog {
    private static final Pattern URI = Pattern.compile("sips?:[^>\\s]+");
    private static final Pattern HOST_PORT = Pattern.compile("sips?:(?:[^@>]*@)?(\\[[^]]+]|[^:;>?\\s]+)(?::(\\d+))?");

    private final SipPeer peer;
    private final String callId;
    private final String local;
    private String remote;
    private String remoteTarget;
    private InetSocketAddress next;
    private List<String> routes = List.of();
    private long cseq;
    private long inviteCseq;
    private String inviteVia = "";
    private String inviteUri = "";

    private SipDialog(
            SipPeer peer, String callId, String local, String remote, String remoteTarget, InetSocketAddress next) {
        this.peer = peer;
        this.callId = callId;
        this.local = local;
        this.remote = remote;
        this.remoteTarget = remoteTarget;
        this.next = next;
    }

    static SipDialog calling(SipPeer peer, InetSocketAddress server, String requestUri) {
        String callId = SipPeer.newId() + "@127.0.0.1";
        String local = "<" + peer.uri() + ">;tag=" + peer.tagFor(callId);
        return new SipDialog(peer, callId, local, "<" + requestUri + ">", requestUri, server);
    }

    static SipDialog called(SipPeer peer, SipMessage request) {
        String to = request.header("To").orElse("");
        String local = request.toTag().isEmpty() ? to + ";tag=" + peer.tagFor(request.callId()) : to;
        String target =
                uri(request.header("Contact").orElse(request.header("From").orElse("")));
        SipDialog dialog = new SipDialog(
                peer, request.callId(), local, request.header("From").orElse(""), target, hostPort(target, null));
        dialog.routes = request.headers("Record-Route");
        return dialog;
    }

    public String callId() {
        return callId;
    }

    /** The tag of the other side; empty until an answer brought it. */
    public String remoteTag() {
        Matcher tag = Pattern.compile(";\\s*tag=([^;>\\s]+)").matcher(remote);
        return tag.find() ? tag.group(1) : "";
    }

    /** Sends an INVITE; inside the dialog, once it stands, a re-INVITE. */
    public void invite(String sdp, String... headers) {
        request("INVITE", sdp, sdpHeaders(sdp, headers));
    }

    /** Acknowledges the 200 of the last INVITE, with an answer or with an empty body. */
    public void ack(String sdp) {
        send("ACK", inviteCseq, remoteTarget, "Via: " + peer.via(), sdp, sdpHeaders(sdp));
    }

    public void ack() {
        ack("");
    }

    /** Acknowledges a final answer other than 2xx, on the INVITE's own branch (RFC 3261 §17.1.1.3). */
    public void ackFailure() {
        send("ACK", inviteCseq, inviteUri, inviteVia, "");
    }

    public void cancel() {
        send("CANCEL", inviteCseq, inviteUri, inviteVia, "");
    }

    public void bye(String... headers) {
        request("BYE", "", headers);
    }

    public void info(String contentType, String body) {
        request("INFO", body, "Content-Type: " + contentType);
    }

    public void update(String sdp) {
        request("UPDATE", sdp, sdpHeaders(sdp));
    }

    public void options() {
        request("OPTIONS", "");
    }

    /** Sends any request with the next sequence number. The body's type stands among the headers. */
    public void request(String method, String body, String... headers) {
        cseq++;
        String via = "Via: " + peer.via();
        if (method.equals("INVITE")) {
            inviteCseq = cseq;
            inviteVia = via;
            inviteUri = remoteTarget;
        }
        send(method, cseq, remoteTarget, via, body, headers);
    }

    /** Sends to this address from now on: the other side is there, and did not say so. */
    public void moveTo(InetSocketAddress server) {
        next = server;
        remoteTarget = "sip:127.0.0.1:" + server.getPort();
    }

    /** Makes the next request carry this number plus one; what is out of order can be sent so. */
    public void cseq(long number) {
        cseq = number;
    }

    /** Waits for this answer in this dialog, takes it, and learns the other side's tag, target and routes from it. */
    public SipMessage expectResponse(int status, String method) {
        SipMessage response = peer.inbox()
                .take(
                        status + " to " + method + " in call " + callId,
                        m -> m.status() == status
                                && m.method().equals(method)
                                && m.callId().equals(callId));
        learn(response);
        return response;
    }

    /** Waits for a request of this method in this dialog and takes it. */
    public SipMessage expect(String method) {
        return peer.inbox()
                .take(
                        method + " in call " + callId,
                        m -> m.isRequest()
                                && m.method().equals(method)
                                && m.callId().equals(callId));
    }

    /** Answers a request of this dialog, with our Contact and, where there is a body, as SDP. */
    public void respond(SipMessage request, int status, String reason, String sdp, String... headers) {
        List<String> lines = new ArrayList<>(List.of(sdpHeaders(sdp, headers)));
        lines.add("Contact: <" + peer.uri() + ">");
        peer.respond(request, status, reason, sdp, lines.toArray(String[]::new));
    }

    private void learn(SipMessage response) {
        if (!response.toTag().isEmpty()) {
            remote = response.header("To").orElse(remote);
        }
        if (response.status() < 300 && response.method().equals("INVITE")) {
            response.header("Contact").ifPresent(contact -> remoteTarget = uri(contact));
            routes = response.headers("Record-Route").reversed();
            next = hostPort(routes.isEmpty() ? remoteTarget : routes.getFirst(), next);
        }
    }

    private void send(String method, long number, String uri, String via, String body, String... headers) {
        List<String> lines = new ArrayList<>();
        lines.add(via);
        lines.add("Max-Forwards: 70");
        routes.forEach(route -> lines.add("Route: " + route));
        lines.add("From: " + local);
        lines.add("To: " + remote);
        lines.add("Call-ID: " + callId);
        lines.add("CSeq: " + number + " " + method);
        lines.add("Contact: <" + peer.uri() + ">");
        lines.addAll(List.of(headers));
        peer.send(next, method + " " + uri + " SIP/2.0", lines, body);
    }

    private static String[] sdpHeaders(String sdp, String... headers) {
        List<String> lines = new ArrayList<>(List.of(headers));
        if (!sdp.isEmpty() && lines.stream().noneMatch(l -> l.regionMatches(true, 0, "Content-Type:", 0, 13))) {
            lines.add("Content-Type: application/sdp");
        }
        return lines.toArray(String[]::new);
    }

    private static String uri(String header) {
        Matcher matcher = URI.matcher(header);
        return matcher.find() ? matcher.group() : header;
    }

    /** The address in a URI; a URI without a port means the address used so far, as tests have no port 5060. */
    private static InetSocketAddress hostPort(String uri, @Nullable InetSocketAddress before) {
        Matcher matcher = HOST_PORT.matcher(uri);
        if (matcher.find() && matcher.group(2) != null) {
            return new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
        }
        return before == null ? Sockets.loopback(5060) : before;
    }
}
