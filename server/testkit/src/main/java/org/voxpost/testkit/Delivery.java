package org.voxpost.testkit;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One call that reached a {@link DeliveryServerPeer}, and the file that came with it. Safe from any thread. */
public final class Delivery implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("name:\"([^\"]*)\"");
    private static final Pattern HOST_PORT = Pattern.compile("msrps?://(?:[^@/]*@)?([^:/]+):(\\d+)/");

    private final SipPeer sip;
    private final SipMessage invite;
    private final DeliveryScript script;
    private final Traffic traffic;
    private final boolean secure;
    private final Inbox<SipMessage> requests;
    private final SipDialog dialog;
    private final DeliveryReceiver receiver;
    private final DeliveryAnswer answer;
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch acknowledged = new CountDownLatch(1);
    private boolean answered;
    private @Nullable String sdp;

    /** @param fingerprint of the TLS listener's certificate, as an attribute; null without TLS */
    Delivery(
            SipPeer sip,
            SipMessage invite,
            DeliveryScript script,
            Traffic traffic,
            ServerSocket server,
            @Nullable String fingerprint) {
        this.sip = sip;
        this.invite = invite;
        this.script = script;
        this.traffic = traffic;
        this.secure = fingerprint != null;
        this.requests = new Inbox<>(traffic);
        this.dialog = sip.dialog(invite);
        this.receiver = new DeliveryReceiver(script, traffic, server, this::bye);
        this.answer = new DeliveryAnswer(invite.body());
        if (fingerprint != null) {
            answer.with(fingerprint);
        }
    }

    public SipMessage invite() {
        return invite;
    }

    /** The session description that was offered. */
    public String offer() {
        return invite.body();
    }

    /** The file selector that was offered, without {@code a=file-selector:}. */
    public Optional<String> fileSelector() {
        return answer.offered("file-selector");
    }

    /** The name in the file selector, as it stood there. */
    public Optional<String> fileName() {
        return fileSelector().map(NAME::matcher).filter(Matcher::find).map(found -> found.group(1));
    }

    /** Waits for a message that is complete, and gives its octets. */
    public byte[] expectFile() {
        return receiver.messages().awaitComplete();
    }

    /** The octets of the longest message so far, complete or not. */
    public byte[] received() {
        return receiver.messages().longest();
    }

    public int connectionCount() {
        return receiver.connectionCount();
    }

    public void expectAck() {
        try {
            if (!acknowledged.await(Inbox.DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw traffic.failure("expected ACK");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw traffic.failure("interrupted while waiting");
        }
    }

    public SipMessage expectBye() {
        return expect("BYE");
    }

    public SipMessage expectCancel() {
        return expect("CANCEL");
    }

    /** Waits for a further request of this call and takes it; it has been answered. */
    public SipMessage expect(String method) {
        return requests.take(method, request -> request.method().equals(method));
    }

    /** Ends the call from this side. */
    public void bye() {
        lock.lock();
        try {
            dialog.bye();
        } finally {
            lock.unlock();
        }
    }

    /** Sends the session as it stands in a re-INVITE, as a session refresh does, and gives the final answer, acknowledged if good. */
    public SipMessage reInvite() {
        return reInvite(description -> description);
    }

    /** The same, with a session that is changed so. */
    public SipMessage reInvite(UnaryOperator<String> change) {
        lock.lock();
        try {
            sdp = change.apply(sdp == null ? "" : sdp);
            dialog.invite(sdp, "Content-Type: application/sdp");
        } finally {
            lock.unlock();
        }
        SipMessage answer = sip.expectFinal("INVITE");
        if (answer.status() == 200) {
            dialog.ack();
        } else {
            dialog.ackFailure();
        }
        return answer;
    }

    void begin() {
        switch (script) {
            case DeliveryScript.Silent() -> {}
            case DeliveryScript.TryingOnly() -> respond(invite, 100, "Trying", "");
            case DeliveryScript.RingingOnly() -> respond(invite, 180, "Ringing", "");
            case DeliveryScript.Reject(int status, var headers) ->
                respond(invite, status, "Scripted", "", headers.toArray(String[]::new));
            case DeliveryScript.AnswerPortZero() -> accept(answer.port(0));
            case DeliveryScript.RefuseConnection() -> {
                int port = receiver.port();
                receiver.close();
                accept(passive(port));
            }
            case DeliveryScript.AcceptActive() -> {
                accept(passive(receiver.port()).with("setup:active"));
                connectOnceAcknowledged();
            }
            case DeliveryScript.AnswerWith(var changes) -> {
                receiver.listen();
                accept(passive(receiver.port()).changed(changes));
            }
            case DeliveryScript.Accept(),
                    DeliveryScript.SilentAfterConnect(),
                    DeliveryScript.ResetAfterOctets _,
                    DeliveryScript.StallAfterOctets _,
                    DeliveryScript.ByeAfterOctets _,
                    DeliveryScript.StatusAtChunk _,
                    DeliveryScript.ReportAtEnd _ -> {
                receiver.listen();
                accept(passive(receiver.port()));
            }
        }
    }

    private DeliveryAnswer passive(int port) {
        answer.port(port)
                .with("path:" + uri(port))
                .with("accept-types:*")
                .with("setup:passive")
                .with("recvonly");
        fileSelector().ifPresent(selector -> answer.with("file-selector:" + selector));
        answer.offered("file-transfer-id").ifPresent(id -> answer.with("file-transfer-id:" + id));
        return answer;
    }

    /** The MSRP URI of this call, as its answer shows it. */
    public String uri() {
        return uri(receiver.port());
    }

    private String uri(int port) {
        return (secure ? "msrps" : "msrp") + "://127.0.0.1:" + port + "/delivery" + port + ";tcp";
    }

    private void connectOnceAcknowledged() {
        Sockets.start("delivery-connect", () -> {
            expectAck();
            String path = answer.offered("path").orElse("");
            Matcher first = HOST_PORT.matcher(path);
            if (first.find()) {
                receiver.connect(
                        new InetSocketAddress(first.group(1), Integer.parseInt(first.group(2))),
                        path,
                        uri(receiver.port()));
            }
        });
    }

    private void accept(DeliveryAnswer with) {
        String text = with.text();
        sdp = text;
        respond(invite, 200, "OK", text);
    }

    void further(SipMessage request) {
        switch (request.method()) {
            case "ACK" -> acknowledged.countDown();
            case "CANCEL" -> cancelled(request);
            case "INVITE" -> respond(request, 200, "OK", sdp == null ? "" : sdp);
            default -> respond(request, 200, "OK", "");
        }
        requests.add(request);
    }

    private void cancelled(SipMessage cancel) {
        if (script instanceof DeliveryScript.Silent) {
            return;
        }
        sip.respond(cancel, 200, "OK", "");
        if (!answered) {
            respond(invite, 487, "Request Terminated", "");
        }
    }

    private void respond(SipMessage request, int status, String reason, String body, String... headers) {
        answered |= request == invite && status >= 200;
        lock.lock();
        try {
            dialog.respond(request, status, reason, body, headers);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        receiver.close();
    }
}
