package org.voxpost.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An MSRP relay without a stack (RFC 4976 §6): it authenticates, gives out URIs that hold for the connection they were asked for
 * on and for the time that was asked for, answers each SEND itself and sends it on, cut anew if its script says so.
 */
public final class RelayPeer implements AutoCloseable {
    private static final String REALM = "relay.example.com";

    private final RelayScript script;
    private final String user;
    private final String password;
    private final Traffic traffic = new Traffic("MSRP relay");
    private final ServerSocket server;
    private final List<MsrpConnection> connections = new CopyOnWriteArrayList<>();
    private final List<MsrpFrame> asked = new CopyOnWriteArrayList<>();
    private final Inbox<MsrpFrame> requests = new Inbox<>(traffic);
    private final Map<String, MsrpConnection> owners = new ConcurrentHashMap<>();
    private final Map<String, String> given = new ConcurrentHashMap<>();
    private final Map<String, MsrpConnection> outward = new ConcurrentHashMap<>();
    private final Map<String, MsrpFrame> tunnelled = new ConcurrentHashMap<>();
    private final Map<String, Integer> uses = new ConcurrentHashMap<>();
    private final AtomicInteger stale = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger largest = new AtomicInteger();
    private final Map<String, Long> until = new ConcurrentHashMap<>();
    private volatile Fault fault = Fault.NONE;
    private volatile Duration pace = Duration.ZERO;
    private volatile boolean impostor;

    /** What goes wrong with SENDs that have a body. */
    public enum Fault {
        NONE,
        /** They are answered, and go nowhere. */
        SWALLOWS,
        /** They are not answered, and go nowhere. */
        IGNORES,
        /** The connection is closed. */
        HANGS_UP,
        /** The connection stays, and nothing more is read from it. */
        STOPS_READING
    }

    private RelayPeer(RelayScript script, String user, String password, ServerSocket server) {
        this.script = script;
        this.user = user;
        this.password = password;
        this.server = server;
    }

    /** Listens on an ephemeral port of loopback. */
    public static RelayPeer listen(RelayScript script, String user, String password) {
        RelayPeer peer = new RelayPeer(script, user, password, Sockets.listen());
        Sockets.start("msrp-relay-accept", peer::accept);
        return peer;
    }

    /** The relay as clients know it. */
    public String uri() {
        return "msrp://127.0.0.1:" + server.getLocalPort() + ";tcp";
    }

    /** The AUTH requests so far. */
    public List<MsrpFrame> asked() {
        return List.copyOf(asked);
    }

    /** Waits until so many more AUTH requests have come than were waited for before. */
    public void awaitAsked(int count) {
        for (int i = 0; i < count; i++) {
            MsrpFrame _ = requests.take("AUTH", frame -> true);
        }
    }

    /** Connections that were made to the relay. */
    public int accepted() {
        return accepted.get();
    }

    /** Body octets of the largest frame that came. */
    public int largestFrame() {
        return largest.get();
    }

    /** From now on. */
    public void fault(Fault next) {
        fault = next;
    }

    /** The time that each SEND with a body takes from now on. */
    public void slow(Duration each) {
        pace = each;
    }

    /** From now on it takes all credentials, and proves to know the password without knowing it. */
    public void pose() {
        impostor = true;
    }

    /** Resets every connection to the relay. */
    public void resetAll() {
        connections.forEach(MsrpConnection::reset);
        connections.clear();
    }

    public String traffic() {
        return traffic.toString();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                accepted.incrementAndGet();
                MsrpConnection connection = new MsrpConnection(socket, traffic, this::received);
                connections.add(connection);
                connection.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void received(MsrpFrame frame) {
        if (!frame.isRequest()) {
            tunnelBack(frame);
            return;
        }
        if (frame.method().equals("AUTH") && path(frame, "To-Path").size() > 1) {
            tunnel(frame);
            return;
        }
        if (frame.method().equals("AUTH")) {
            asked.add(frame);
            requests.add(frame);
            authenticate(frame);
            return;
        }
        if (frame.method().equals("SEND")) {
            if (frame.octets().length > 0 && fails(frame)) {
                return;
            }
            if (frame.octets().length > 0) {
                LockSupport.parkNanos(pace.toNanos());
            }
            largest.accumulateAndGet(frame.octets().length, Math::max);
            int status = frame.octets().length > script.frame() ? 413 : 200;
            frame.connection().send(MsrpWire.response(frame, status, ""));
            if (status != 200) {
                return;
            }
        }
        forward(frame, frame.connection(), path(frame, "To-Path"), path(frame, "From-Path"));
    }

    private boolean fails(MsrpFrame send) {
        switch (fault) {
            case NONE -> {
                return false;
            }
            case SWALLOWS -> send.connection().send(MsrpWire.response(send, 200, ""));
            case IGNORES -> {}
            case HANGS_UP -> send.connection().close();
            case STOPS_READING -> send.connection().pause();
        }
        return true;
    }

    private void authenticate(MsrpFrame auth) {
        RelayDigest digest = new RelayDigest(auth.header("Authorization").orElse(""));
        boolean named = !digest.parameter("uri").isEmpty();
        if (named && script.uri() == RelayScript.Uri.BREAKS) {
            return;
        }
        boolean right = digest.matches(
                        script.algorithm(),
                        user,
                        password,
                        auth.header("To-Path").orElse(""))
                && digest.parameter("opaque").equals(script.opaque())
                && (named || script.uri() == RelayScript.Uri.BREAKS)
                && fresh(digest);
        if (!right && !(impostor && !digest.parameter("response").isEmpty())) {
            challenge(auth, false);
        } else if (stale.incrementAndGet() <= script.staleAnswers()) {
            challenge(auth, true);
        } else {
            grant(auth, digest);
        }
    }

    /** A nonce of ours whose count grows. */
    private boolean fresh(RelayDigest digest) {
        Integer before = uses.get(digest.parameter("nonce"));
        int now = Integer.parseInt(digest.parameter("nc"), 16);
        uses.put(digest.parameter("nonce"), now);
        return before != null && now > before;
    }

    private void challenge(MsrpFrame auth, boolean old) {
        String nonce = "n" + MsrpPeer.newId();
        uses.put(nonce, 0);
        String opaque = script.opaque().isEmpty() ? "" : ", opaque=\"" + script.opaque() + "\"";
        answer(
                auth,
                401,
                "WWW-Authenticate: Digest realm=\"" + REALM + "\", qop=\"auth\", nonce=\"" + nonce + "\", algorithm="
                        + script.algorithm() + opaque + (old ? ", stale=true" : ""));
    }

    private void grant(MsrpFrame auth, RelayDigest digest) {
        long wanted = Long.parseLong(auth.header("Expires").orElse("" + script.longest()));
        if (wanted < script.shortest()) {
            answer(auth, 423, "Min-Expires: " + script.shortest());
        } else if (wanted > script.longest()) {
            answer(auth, 423, "Max-Expires: " + script.longest());
        } else {
            List<String> by = path(auth, "From-Path");
            String session = by.getLast();
            String id = script.renews() ? given.computeIfAbsent(session, _ -> MsrpPeer.newId()) : MsrpPeer.newId();
            owners.put(id, auth.connection());
            until.put(id, System.nanoTime() + TimeUnit.SECONDS.toNanos(wanted));
            List<String> usePath = new ArrayList<>(by.subList(0, by.size() - 1));
            usePath.add(own(id));
            List<String> headers = new ArrayList<>();
            headers.add("Use-Path: " + String.join(" ", usePath));
            headers.add("Expires: " + wanted);
            if (impostor || script.uri() == RelayScript.Uri.BREAKS) {
                String known = impostor ? "guessed" : password;
                String uri = auth.header("To-Path").orElse("");
                String rspauth = digest.rspauth(script.algorithm(), user, known, uri);
                headers.add("Authentication-Info: rspauth=\"" + rspauth + "\", qop=auth");
            }
            answer(auth, 200, headers.toArray(String[]::new));
        }
    }

    /** AUTH of a client of ours with a relay behind us (RFC 4976 §5.1). */
    private void tunnel(MsrpFrame auth) {
        List<String> to = path(auth, "To-Path");
        if (owners.get(id(to.getFirst())) != auth.connection()) {
            traffic.note("no way for " + auth.startLine() + " to " + to);
            return;
        }
        String transaction = MsrpPeer.newId();
        tunnelled.put(transaction, auth);
        List<String> lines = new ArrayList<>();
        lines.add("To-Path: " + String.join(" ", to.subList(1, to.size())));
        lines.add("From-Path: " + to.getFirst() + " " + auth.header("From-Path").orElse(""));
        lines.addAll(otherLines(auth));
        outward.computeIfAbsent(authority(to.get(1)), this::connect)
                .send(MsrpWire.frame("MSRP " + transaction + " AUTH", transaction, lines, new byte[0], '$'));
    }

    private void tunnelBack(MsrpFrame response) {
        MsrpFrame auth = tunnelled.remove(response.transaction());
        if (auth != null) {
            List<String> lines = new ArrayList<>();
            lines.add("To-Path: " + auth.header("From-Path").orElse(""));
            lines.add("From-Path: " + auth.header("To-Path").orElse(""));
            lines.addAll(otherLines(response));
            String start = response.startLine().replace(response.transaction(), auth.transaction());
            auth.connection().send(MsrpWire.frame(start, auth.transaction(), lines, new byte[0], '$'));
        }
    }

    private static List<String> otherLines(MsrpFrame frame) {
        return frame.headerLines().stream()
                .filter(line -> !line.startsWith("To-Path:") && !line.startsWith("From-Path:"))
                .toList();
    }

    private String own(String id) {
        return "msrp://127.0.0.1:" + server.getLocalPort() + "/" + id + ";tcp";
    }

    private void answer(MsrpFrame request, int status, String... headers) {
        List<String> lines = new ArrayList<>();
        lines.add("To-Path: " + request.header("From-Path").orElse(""));
        lines.add("From-Path: " + request.header("To-Path").orElse(""));
        lines.addAll(List.of(headers));
        String transaction = request.transaction();
        request.connection()
                .send(MsrpWire.frame("MSRP " + transaction + " " + status, transaction, lines, new byte[0], '$'));
    }

    /**
     * Moves the relay's URIs from the one path to the other, and sends the frame where the next one is.
     *
     * @param from null when the frame comes from another client of this relay
     */
    private void forward(MsrpFrame frame, @Nullable MsrpConnection from, List<String> to, List<String> back) {
        String here = to.getFirst();
        MsrpConnection owner = owners.get(id(here));
        List<String> onward = to.subList(1, to.size());
        List<String> path = new ArrayList<>(back);
        path.addFirst(here);
        if (owner == null || onward.isEmpty() || until.getOrDefault(id(here), Long.MIN_VALUE) < System.nanoTime()) {
            traffic.note("no way for " + frame.startLine() + " to " + to);
        } else if (from != owner) {
            if (script.reuses() && from != null) {
                outward.put(authority(back.getFirst()), from);
            }
            send(frame, owner, onward, path);
        } else if (onward.getFirst().startsWith("msrp://127.0.0.1:" + server.getLocalPort() + "/")) {
            forward(frame, null, onward, path);
        } else {
            send(frame, outward.computeIfAbsent(authority(onward.getFirst()), this::connect), onward, path);
        }
    }

    private MsrpConnection connect(String authority) {
        int colon = authority.lastIndexOf(':');
        int port = Integer.parseInt(authority.substring(colon + 1));
        Socket socket = Sockets.connect(new InetSocketAddress(authority.substring(0, colon), port));
        return new MsrpConnection(socket, traffic, this::received).start();
    }

    private void send(MsrpFrame frame, MsrpConnection to, List<String> onward, List<String> back) {
        byte[] body = frame.octets();
        int piece = script.piece() == 0 || body.length == 0 ? Math.max(1, body.length) : script.piece();
        int start = 0;
        do {
            int end = Math.min(body.length, start + piece);
            boolean last = end == body.length;
            to.send(part(frame, onward, back, Arrays.copyOfRange(body, start, end), start, last ? frame.flag() : '+'));
            start = end;
        } while (start < body.length);
    }

    private static byte[] part(
            MsrpFrame frame, List<String> onward, List<String> back, byte[] body, int offset, char flag) {
        String transaction = MsrpPeer.newId();
        List<String> lines = new ArrayList<>();
        lines.add("To-Path: " + String.join(" ", onward));
        lines.add("From-Path: " + String.join(" ", back));
        for (String line : frame.headerLines()) {
            if (line.startsWith("Byte-Range:") && body.length > 0) {
                long first = frame.firstOctet() + offset;
                long total = frame.total();
                lines.add("Byte-Range: " + first + "-" + (first + body.length - 1) + "/" + (total < 0 ? "*" : total));
            } else if (!line.startsWith("To-Path:") && !line.startsWith("From-Path:")) {
                lines.add(line);
            }
        }
        String start = "MSRP " + transaction + " " + frame.method();
        return MsrpWire.frame(start, transaction, lines, body, flag);
    }

    private static List<String> path(MsrpFrame frame, String header) {
        return List.of(frame.header(header).orElse("").split(" "));
    }

    private static String authority(String uri) {
        int start = uri.indexOf("://") + 3;
        return uri.substring(start).split("[/;]", 2)[0];
    }

    private static String id(String uri) {
        int start = uri.indexOf('/', uri.indexOf("://") + 3) + 1;
        return uri.substring(start, uri.indexOf(';', start));
    }

    @Override
    public void close() {
        Sockets.close(server);
        connections.forEach(MsrpConnection::close);
        outward.values().forEach(MsrpConnection::close);
    }
}
