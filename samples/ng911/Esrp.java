import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The calling side of text to 9-1-1: what an ESRP (NENA-STA-010.3) sends for a caller, in SIP over UDP and MSRP over TCP. A sample of what
 * goes over the wire, in one file and without a library.
 *
 * <pre>
 * java samples/ng911/Esrp.java 127.0.0.1:5060                      lines from the keyboard are sent; the end of input hangs up
 * java samples/ng911/Esrp.java 127.0.0.1:5060 "Fire" "Mill Lane"   waits for an answer to each, then hangs up
 * java -Dservice=urn:service:test.sos samples/ng911/Esrp.java ...  what is called; -Dlocation names another PIDF-LO
 * </pre>
 */
final class Esrp {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String SERVICE = System.getProperty("service", "urn:service:sos");
    private static final Path LOCATION = Path.of(System.getProperty("location", "samples/ng911/location.xml"));

    private final InetSocketAddress server;
    private final DatagramSocket sip;
    private final MsrpLine msrp;

    /** Whose turn it is at the socket; first come, first served, so that who listens lets others send. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private final String callId = random() + "@esrp.example.com";
    private final String from;
    private String to = "<" + SERVICE + ">";
    private String target = SERVICE;

    private Esrp(InetSocketAddress server) throws IOException {
        this.server = server;
        this.sip = new DatagramSocket(new InetSocketAddress(local(server), 0));
        this.from = "<sip:+19795550123@" + sip.getLocalAddress().getHostAddress() + ":" + sip.getLocalPort() + ">;tag="
                + random();
        this.msrp = new MsrpLine(sip.getLocalAddress());
    }

    public static void main(String... arguments) throws Exception {
        if (arguments.length == 0) {
            System.err.println(
                    "usage: java [-Dservice=URN] [-Dlocation=FILE] samples/ng911/Esrp.java HOST:PORT [TEXT...]");
            System.exit(2);
        }
        URI server = URI.create("sip://" + arguments[0]);
        Esrp esrp = new Esrp(new InetSocketAddress(server.getHost(), server.getPort()));
        esrp.call();
        Thread.ofPlatform().daemon().start(esrp.msrp::hear);
        Thread.ofPlatform().daemon().start(esrp::listen);
        if (arguments.length > 1) {
            esrp.converse(List.of(arguments).subList(1, arguments.length));
        } else {
            esrp.type();
        }
        esrp.hangUp();
    }

    private void converse(List<String> texts) throws IOException, InterruptedException {
        for (String text : texts) {
            System.out.println("we: " + text);
            msrp.say(text);
            if (msrp.heard(30) == null) {
                System.err.println("nobody answers");
                System.exit(1);
            }
        }
    }

    private void type() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                msrp.say(line);
            }
        }
    }

    /** INVITE with an offer and a location, 200, ACK, and the MSRP connection that the answer asks for. */
    private void call() throws IOException {
        String id = random().substring(0, 20);
        String body = part("application/sdp", "", offer())
                + part(
                        "application/pidf+xml",
                        "Content-ID: <location@esrp.example.com>\r\n",
                        Files.readString(LOCATION))
                + "--edge--\r\n";
        String answer = transact(
                "INVITE",
                "Content-Type: multipart/mixed;boundary=edge\r\n"
                        + "Geolocation: <cid:location@esrp.example.com>\r\nGeolocation-Routing: yes\r\n"
                        + "Call-Info: <urn:emergency:uid:callid:" + id
                        + ":esrp.example.com>;purpose=emergency-CallId\r\n"
                        + "Call-Info: <urn:emergency:uid:incidentid:" + id
                        + ":esrp.example.com>;purpose=emergency-IncidentId\r\n"
                        + "Resource-Priority: esnet.1\r\nSupported: geolocation\r\n",
                body);
        to = header(answer, "To");
        String contact = header(answer, "Contact");
        target = contact.replaceAll(".*<([^>]*)>.*", "$1");
        send(request("ACK", 1, "", ""));
        if (!answer.startsWith("SIP/2.0 200")) {
            System.err.println("refused: " + answer.lines().findFirst().orElse(""));
            System.exit(1);
        }
        msrp.connect(answer.lines()
                .filter(line -> line.startsWith("a=path:"))
                .findFirst()
                .orElseThrow()
                .substring(7)
                .strip());
        System.out.println("answered; text can flow");
    }

    private void hangUp() throws IOException {
        System.out.println("hanging up");
        transact("BYE", "", "");
    }

    private String offer() {
        String host = sip.getLocalAddress().getHostAddress();
        return "v=0\r\no=esrp 1 1 IN IP4 " + host + "\r\ns=-\r\nc=IN IP4 " + host + "\r\nt=0 0\r\n"
                + "m=message " + msrp.port() + " TCP/MSRP *\r\na=accept-types:message/cpim text/plain\r\n"
                + "a=setup:active\r\na=path:" + msrp.path() + "\r\n";
    }

    private static String part(String type, String headers, String content) {
        return "--edge\r\nContent-Type: " + type + "\r\n" + headers + "\r\n" + content + "\r\n";
    }

    private String request(String method, int sequence, String headers, String body) {
        return method + " " + target + " SIP/2.0\r\nVia: SIP/2.0/UDP "
                + sip.getLocalAddress().getHostAddress() + ":" + sip.getLocalPort()
                + ";branch=z9hG4bK" + random() + "\r\nMax-Forwards: 70\r\nFrom: " + from + "\r\nTo: " + to
                + "\r\nCall-ID: " + callId
                + "\r\nCSeq: " + sequence + " " + method + "\r\nContact: <sip:esrp@"
                + sip.getLocalAddress().getHostAddress() + ":"
                + sip.getLocalPort() + ">\r\n" + headers + "Content-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    /** Sends a request, again and again until something comes (RFC 3261 §17.1), and returns the final response. */
    private String transact(String method, String headers, String body) throws IOException {
        turn.lock();
        try {
            return transactInTurn(method, headers, body);
        } finally {
            turn.unlock();
        }
    }

    private String transactInTurn(String method, String headers, String body) throws IOException {
        String request = request(method, method.equals("INVITE") ? 1 : 2, headers, body);
        boolean heardOf = false;
        int wait = 500;
        for (long end = System.nanoTime() + 32_000_000_000L; System.nanoTime() < end; ) {
            if (!heardOf) {
                send(request);
            }
            sip.setSoTimeout(wait);
            wait = Math.min(2 * wait, 4_000);
            try {
                String response = receive();
                heardOf |= response.startsWith("SIP/2.0");
                if (response.startsWith("SIP/2.0")
                        && !response.startsWith("SIP/2.0 1")
                        && header(response, "CSeq").endsWith(method)) {
                    return response;
                }
            } catch (SocketTimeoutException silence) {
                // Once more.
            }
        }
        throw new IOException("no answer to " + method);
    }

    /** The answering side may hang up, too. */
    private void listen() {
        try {
            while (true) {
                turn.lock();
                try {
                    sip.setSoTimeout(50);
                    if (receive().startsWith("BYE")) {
                        System.out.println("the other side hung up");
                        System.exit(0);
                    }
                } catch (SocketTimeoutException nothing) {
                    // Others may use the socket now.
                } finally {
                    turn.unlock();
                }
            }
        } catch (IOException over) {
            // The process ends.
        }
    }

    /** A message; requests of the other side are answered here. */
    private String receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        sip.receive(packet);
        String message = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        if (!message.startsWith("SIP/2.0") && !message.startsWith("ACK")) {
            StringBuilder response = new StringBuilder(
                    message.startsWith("BYE") ? "SIP/2.0 200 OK\r\n" : "SIP/2.0 488 Not Acceptable Here\r\n");
            for (String name : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
                response.append(name).append(": ").append(header(message, name)).append("\r\n");
            }
            send(response.append("Content-Length: 0\r\n\r\n").toString());
        }
        return message;
    }

    private void send(String message) throws IOException {
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        sip.send(new DatagramPacket(octets, octets.length, server));
    }

    static String header(String message, String name) {
        return message.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .findFirst()
                .map(line -> line.substring(name.length() + 1).strip())
                .orElse("");
    }

    /** The address that the server sees us at. */
    private static InetAddress local(InetSocketAddress server) throws IOException {
        try (DatagramSocket probe = new DatagramSocket()) {
            probe.connect(server);
            return probe.getLocalAddress();
        }
    }

    static String random() {
        byte[] octets = new byte[12];
        RANDOM.nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }
}
