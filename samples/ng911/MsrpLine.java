import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** As much of MSRP (RFC 4975) as a caller needs that connects, writes text in one piece, and reads what is written back. */
final class MsrpLine {

    private final Socket socket = new Socket();
    private final String path;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private String peer = "";

    /** Takes a port of this address, so that the path is known before there is a connection. */
    MsrpLine(InetAddress local) throws IOException {
        socket.bind(new InetSocketAddress(local, 0));
        path = "msrp://" + local.getHostAddress() + ":" + socket.getLocalPort() + "/" + Esrp.random() + ";tcp";
    }

    String path() {
        return path;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Connects, and says by an empty SEND which session the connection is for (RFC 4975 §5.4). */
    void connect(String to) throws IOException {
        peer = to;
        URI uri = URI.create(to.substring(0, to.indexOf(';')));
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), 5_000);
        write(frame("SEND", "Message-ID: " + Esrp.random() + "\r\nByte-Range: 1-0/0\r\n", null));
    }

    /** The next text of the other side; null when none comes in time. */
    String heard(int seconds) throws InterruptedException {
        return heard.poll(seconds, TimeUnit.SECONDS);
    }

    void say(String text) throws IOException {
        int octets = text.getBytes(StandardCharsets.UTF_8).length;
        String headers = "Message-ID: " + Esrp.random() + "\r\nByte-Range: 1-" + octets + "/" + octets
                + "\r\nContent-Type: text/plain\r\n";
        write(frame("SEND", headers, text));
    }

    private String frame(String method, String headers, String body) {
        String id = Esrp.random();
        return "MSRP " + id + " " + method + "\r\nTo-Path: " + peer + "\r\nFrom-Path: " + path + "\r\n" + headers
                + (body == null ? "" : "\r\n" + body + "\r\n") + "-------" + id + "$\r\n";
    }

    private void write(String frame) throws IOException {
        synchronized (socket) {
            socket.getOutputStream().write(frame.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Takes what comes: answers each SEND, reports where that is asked for, and shows text. */
    void hear() {
        try (InputStream in = socket.getInputStream()) {
            for (String start = line(in); !start.isEmpty(); start = line(in)) {
                String[] words = start.split(" ");
                String end = "-------" + words[1];
                List<String> headers = new ArrayList<>();
                String line = line(in);
                while (!line.isEmpty() && !line.startsWith(end)) {
                    headers.add(line);
                    line = line(in);
                }
                String body = line.isEmpty() ? body(in, "\r\n" + end) : "";
                String head = String.join("\r\n", headers);
                if (words[2].equals("SEND")) {
                    write("MSRP " + words[1] + " 200 OK\r\nTo-Path: " + peer + "\r\nFrom-Path: " + path + "\r\n" + end
                            + "$\r\n");
                    if (Esrp.header(head, "Success-Report").equals("yes")) {
                        int octets = body.getBytes(StandardCharsets.UTF_8).length;
                        String range = Esrp.header(head, "Byte-Range").replace("*", Integer.toString(octets));
                        write(frame(
                                "REPORT",
                                "Message-ID: " + Esrp.header(head, "Message-ID") + "\r\nByte-Range: " + range
                                        + "\r\nStatus: 000 200 OK\r\n",
                                null));
                    }
                    if (!body.isEmpty()) {
                        System.out.println("> " + body);
                        heard.add(body);
                    }
                } else if (!words[2].equals("200")) {
                    System.out.println("the server answers: " + start);
                }
            }
        } catch (IOException over) {
            System.out.println("no MSRP connection any more: " + over.getMessage());
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            line.write(octet);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    private static String body(InputStream in, String end) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String whole = "";
        while (!whole.endsWith(end)) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("broke off in a message");
            }
            body.write(octet);
            whole = octet == end.charAt(end.length() - 1) ? body.toString(StandardCharsets.UTF_8) : "";
        }
        String _ = line(in);
        return whole.substring(0, whole.length() - end.length());
    }
}
