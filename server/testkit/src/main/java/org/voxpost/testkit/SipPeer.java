package org.voxpost.testkit;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A SIP endpoint without a stack: it sends the text it is told to, keeps no transaction, sends nothing again and answers
 * nothing by itself unless asked to. Messages that arrive twice are taken once and answered as before, until
 * {@link #keepRetransmissions} is called. Threads of the peer only receive; all else happens on the caller's thread.
 */
public final class SipPeer implements AutoCloseable {
    private static final AtomicLong IDS = new AtomicLong(System.nanoTime() & 0xffffff);

    private final Traffic traffic;
    private final Inbox<SipMessage> inbox;
    private final SipTransport transport;
    private final Set<String> automatic = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> ignored = new ConcurrentHashMap<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Map<String, byte[]> answered = new ConcurrentHashMap<>();
    private volatile boolean keepRetransmissions;
    private volatile String lineEnd = "\r\n";
    private volatile @Nullable String fixedBranch;
    private volatile @Nullable String fixedTag;
    private volatile @Nullable SipRoute lastRoute;

    private SipPeer(Function<SipTransport.Receiver, SipTransport> open) {
        traffic = new Traffic("SIP peer");
        inbox = new Inbox<>(traffic);
        transport = open.apply(this::received);
    }

    /** A peer on an ephemeral UDP port of loopback. */
    public static SipPeer udp() {
        return new SipPeer(receiver -> new UdpTransport(receiver).start());
    }

    /** A peer on an ephemeral TCP port of loopback. */
    public static SipPeer tcp() {
        return new SipPeer(receiver -> new TcpTransport(new StreamSockets.Plain(), receiver).start());
    }

    /**
     * A peer on an ephemeral TLS port of loopback.
     *
     * @param only versions or cipher suites, as the JDK names them, besides which it speaks none; empty for the defaults of the JDK
     */
    public static SipPeer tls(SSLContext context, String... only) {
        return new SipPeer(
                receiver -> new TcpTransport(new StreamSockets.Secure(context, List.of(only)), receiver).start());
    }

    public int port() {
        return transport.port();
    }

    public InetSocketAddress address() {
        return Sockets.loopback(port());
    }

    /** This peer's own URI, as it stands in its Contact. */
    public String uri() {
        return "sip:peer@127.0.0.1:" + port()
                + switch (transport.name()) {
                    case "TCP" -> ";transport=tcp";
                    case "TLS" -> ";transport=tls";
                    default -> "";
                };
    }

    /** How long expectations wait; 10 seconds at first. */
    public SipPeer deadline(Duration deadline) {
        inbox.deadline(deadline);
        return this;
    }

    /** Ends lines with this from now on, such as a bare LF. */
    public SipPeer lineEnd(String end) {
        lineEnd = end;
        return this;
    }

    /** Uses this Via branch for every request, as the Java client of XMS does. */
    public SipPeer branch(String branch) {
        fixedBranch = branch;
        return this;
    }

    /** Uses this tag as its own in every dialog. */
    public SipPeer tag(String tag) {
        fixedTag = tag;
        return this;
    }

    /** Answers requests of these methods with 200 as they arrive. They can still be expected. */
    public SipPeer answerAlways(String... methods) {
        automatic.addAll(List.of(methods));
        return this;
    }

    /** Behaves as if the next {@code times} messages of this method (or responses to it) had been lost. */
    public SipPeer ignore(String method, int times) {
        ignored.put(method, new AtomicInteger(times));
        return this;
    }

    /** Lets messages that arrive again be expected again. */
    public SipPeer keepRetransmissions() {
        keepRetransmissions = true;
        return this;
    }

    /** Waits for a request of this method and takes it. */
    public SipMessage expect(String method) {
        return inbox.take(
                "a request " + method, m -> m.isRequest() && m.method().equals(method));
    }

    /** Waits for a response of this status to this method and takes it. */
    public SipMessage expectResponse(int status, String method) {
        return inbox.take(
                status + " to " + method,
                m -> !m.isRequest() && m.status() == status && m.method().equals(method));
    }

    /** Waits for a final response to this method, whichever it is, and takes it. */
    public SipMessage expectFinal(String method) {
        return inbox.take(
                "a final response to " + method,
                m -> m.status() >= 200 && m.method().equals(method));
    }

    /** Fails when a message of this method, or a response to it, is there or comes within this time. */
    public void expectNo(String method, Duration patience) {
        SipMessage came = inbox.poll(m -> m.method().equals(method), patience);
        if (came != null) {
            throw traffic.failure("expected no " + method + " but got " + came.startLine());
        }
    }

    /** What arrived and was not taken. */
    public List<SipMessage> rest() {
        return inbox.rest();
    }

    /** All that went over the wire, to be printed. */
    public String traffic() {
        return traffic.toString();
    }

    /** Starts a call: sends an INVITE outside any dialog. An empty SDP makes it one without an offer. */
    public SipDialog invite(InetSocketAddress server, String requestUri, String sdp, String... headers) {
        SipDialog dialog = dialog(server, requestUri);
        dialog.invite(sdp, headers);
        return dialog;
    }

    /** A call that has not sent anything yet, for requests other than INVITE. */
    public SipDialog dialog(InetSocketAddress server, String requestUri) {
        return SipDialog.calling(this, server, requestUri);
    }

    /** The other end of a call that arrived; nothing is answered yet. */
    public SipDialog dialog(SipMessage request) {
        return SipDialog.called(this, request);
    }

    /** Answers a request where it came from. The body's type stands among the headers. */
    public void respond(SipMessage request, int status, String reason, String body, String... headers) {
        List<String> lines = new ArrayList<>();
        request.headers("Via").forEach(via -> lines.add("Via: " + via));
        request.headers("Record-Route").forEach(route -> lines.add("Record-Route: " + route));
        lines.add("From: " + request.header("From").orElse(""));
        lines.add("To: " + taggedTo(request, status));
        lines.add("Call-ID: " + request.callId());
        lines.add("CSeq: " + request.header("CSeq").orElse(""));
        lines.addAll(List.of(headers));
        byte[] octets = message("SIP/2.0 " + status + " " + reason, lines, body);
        answered.put(request.identity(), octets);
        SipRoute origin = request.origin();
        if (origin == null) {
            throw new IllegalArgumentException("only what was received can be answered");
        }
        send(origin, octets);
    }

    private String taggedTo(SipMessage request, int status) {
        String to = request.header("To").orElse("");
        return status == 100 || !request.toTag().isEmpty() ? to : to + ";tag=" + tagFor(request.callId());
    }

    /** Sends text, with the line ends it has, to where the last message went or came from. */
    public void sendRaw(String text) {
        SipRoute route = lastRoute;
        if (route == null) {
            throw new IllegalStateException("nothing was sent or received yet: name an address");
        }
        send(route, text.getBytes(StandardCharsets.UTF_8));
    }

    public void sendRaw(InetSocketAddress address, String text) {
        send(transport.to(address), text.getBytes(StandardCharsets.UTF_8));
    }

    void send(InetSocketAddress address, String startLine, List<String> headers, String body) {
        send(transport.to(address), message(startLine, headers, body));
    }

    private void send(SipRoute route, byte[] octets) {
        lastRoute = route;
        traffic.sent(octets);
        route.send(octets);
    }

    private byte[] message(String startLine, List<String> headers, String body) {
        List<String> lines = new ArrayList<>(headers);
        lines.addFirst(startLine);
        lines.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
        return (String.join(lineEnd, lines) + lineEnd + lineEnd + body).getBytes(StandardCharsets.UTF_8);
    }

    String via() {
        String branch = fixedBranch;
        return "SIP/2.0/" + transport.name() + " 127.0.0.1:" + port() + ";branch="
                + (branch == null ? "z9hG4bK" + newId() : branch) + ";rport";
    }

    /** Our tag in the dialog of this call: the same for each answer in it. */
    String tagFor(String callId) {
        String tag = fixedTag;
        return tag == null ? "peer" + Integer.toHexString(callId.hashCode()) + port() : tag;
    }

    static String newId() {
        return Long.toString(IDS.incrementAndGet(), 36);
    }

    Traffic log() {
        return traffic;
    }

    Inbox<SipMessage> inbox() {
        return inbox;
    }

    private void received(byte[] octets, SipRoute origin) {
        SipMessage message = SipMessage.parse(octets, origin);
        if (message.startLine().isEmpty()) {
            return;
        }
        AtomicInteger losses = ignored.get(message.method());
        if (losses != null && losses.getAndUpdate(n -> Math.max(n - 1, 0)) > 0) {
            traffic.ignored(octets);
            return;
        }
        traffic.received(octets);
        if (!seen.add(message.identity()) && !keepRetransmissions) {
            answerAgain(message, origin);
            return;
        }
        lastRoute = origin;
        if (message.isRequest() && automatic.contains(message.method())) {
            respond(message, 200, "OK", "");
        }
        inbox.add(message);
    }

    private void answerAgain(SipMessage message, SipRoute origin) {
        byte[] before = answered.get(message.identity());
        if (before != null) {
            send(origin, before);
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
