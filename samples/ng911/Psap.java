import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answering side of text to 9-1-1: shows what callers write and answers them, with nothing but the REST interface of Voxpost and its
 * Server-Sent Events. A sample of what a PSAP does, in one file and without a library.
 *
 * <pre>
 * java samples/ng911/Psap.java http://127.0.0.1:8060                       lines from the keyboard go to who wrote last; /end hangs up
 * java samples/ng911/Psap.java http://127.0.0.1:8060 "Where?" "We come."   one answer for each text; ends with the call and prints it as a whole
 * </pre>
 */
final class Psap {

    /** Members of a flat JSON object, which is what every event is. */
    private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\":(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^,}\\]]+))");

    /** An object of a list of such. */
    private static final Pattern LINE = Pattern.compile("\\{(?:[^{}\"]|\"(?:[^\"\\\\]|\\\\.)*\")*}");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String server;
    private final Queue<String> answers;
    private final boolean scripted;

    /** Last-Event-ID: with it the stream goes on behind what was seen, however often it breaks off. */
    private String seen;

    private volatile String session = "";

    private Psap(String server, List<String> answers) {
        this.server = server;
        this.answers = new ArrayDeque<>(answers);
        this.scripted = !answers.isEmpty();
    }

    public static void main(String... arguments) throws Exception {
        if (arguments.length == 0) {
            System.err.println("usage: java samples/ng911/Psap.java http://HOST:PORT [ANSWER...]");
            System.exit(2);
        }
        new Psap(arguments[0], List.of(arguments).subList(1, arguments.length)).run();
    }

    private void run() throws Exception {
        seen = newest();
        if (!scripted) {
            Thread.ofPlatform().daemon().start(this::type);
        }
        System.out.println("waiting for calls");
        while (!follow()) {
            System.out.println("the stream broke off; going on behind " + seen);
            // A server that starts again is not asked in a loop.
            Thread.sleep(1_000);
        }
        if (!session.isEmpty()) {
            transcript();
        }
    }

    /** The number of the newest event, so that calls of former days are not shown once more. */
    private String newest() throws IOException, InterruptedException {
        String last = "0";
        while (true) {
            Matcher numbers =
                    Pattern.compile("\"sequence\":(\\d+)").matcher(get("/api/v1/events?limit=1000&after=" + last));
            String before = last;
            while (numbers.find()) {
                last = numbers.group(1);
            }
            if (last.equals(before)) {
                return last;
            }
        }
    }

    /** Reads the stream until it breaks off (false), or the one call is over that the answers were for (true). */
    private boolean follow() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/api/v1/events"))
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", seen)
                .build();
        try (InputStream stream =
                        http.send(request, BodyHandlers.ofInputStream()).body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            String type = "";
            String id = seen;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    type = line.substring(6).strip();
                } else if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("data:") && show(type, line.substring(5))) {
                    return true;
                } else if (line.isEmpty()) {
                    seen = id;
                }
            }
        } catch (IOException broken) {
            System.out.println(broken.getMessage());
        }
        return false;
    }

    /** Shows an event; true when nothing is left to do. */
    private boolean show(String type, String event) throws IOException, InterruptedException {
        String of = value(event, "session");
        switch (type) {
            case "call-started" -> {
                session = of;
                boolean test = value(event, "test").equals("true");
                System.out.println((test ? "TEST CALL " : "CALL ") + value(event, "callId"));
                String call = get("/api/v1/sessions/" + of);
                System.out.println("  " + value(call, "caller") + " calls " + value(call, "called"));
                location(of);
            }
            case "composing" -> System.out.println(value(event, "active").equals("true") ? "  ..." : "");
            case "message" -> message(event, of);
            case "incomplete" -> System.out.println("BROKEN OFF: " + value(event, "note"));
            case "delivered" -> System.out.println("  the caller has " + value(event, "messageId"));
            case "undelivered" -> System.out.println("NOT DELIVERED: " + value(event, "note"));
            case "media-ended" -> System.out.println("NO TEXT ANY MORE: " + value(event, "note"));
            case "call-ended" -> {
                System.out.println("OVER: " + value(event, "note"));
                return scripted && of.equals(session);
            }
            default -> {}
        }
        return false;
    }

    private void message(String event, String of) throws IOException, InterruptedException {
        if (value(event, "direction").equals("outgoing")) {
            System.out.println("  we: " + value(event, "text"));
            return;
        }
        session = of;
        String text = value(event, "text");
        System.out.println(
                "> " + (text.isEmpty() ? value(event, "contentType") + " " + value(event, "content") : text));
        String answer = answers.poll();
        if (answer != null) {
            say(answer);
        }
    }

    /** Where the caller is, as the INVITE has it: by value in a part of its body, or by reference in a header. */
    private void location(String of) throws IOException, InterruptedException {
        String invite = get("/api/v1/sessions/" + of + "/invite");
        Matcher part = Pattern.compile("\"path\":\"([^\"]*)\",\"contentType\":\"application/pidf\\+xml")
                .matcher(invite);
        while (part.find()) {
            String pidf = get("/api/v1/sessions/" + of + "/parts/" + part.group(1));
            Matcher position = Pattern.compile("<(?:\\w+:)?pos>([^<]*)<").matcher(pidf);
            System.out.println("  is at " + (position.find() ? position.group(1) : pidf));
        }
        Matcher header =
                Pattern.compile("\"(Geolocation: (?:[^\"\\\\]|\\\\.)*)\"").matcher(invite);
        while (header.find()) {
            System.out.println("  " + plain(header.group(1)));
        }
    }

    /** The conversation as the record has it: what was said, and what else happened. */
    private void transcript() throws IOException, InterruptedException {
        System.out.println("\nthe whole conversation:");
        String whole = get("/api/v1/sessions/" + session + "/transcript");
        Matcher line = LINE.matcher(whole.substring(whole.indexOf("\"lines\":")));
        while (line.find()) {
            String text = value(line.group(), "text");
            System.out.println(value(line.group(), "at") + "  " + value(line.group(), "from") + "  "
                    + (text.isEmpty() ? value(line.group(), "note") : text)
                    + (value(line.group(), "delivered").equals("true") ? "  (delivered)" : ""));
        }
    }

    /** Lines from the keyboard. */
    private void type() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (session.isEmpty()) {
                    System.out.println("nobody has called");
                } else if (line.equals("/end")) {
                    post("/end", "{\"reason\": \"ended by the call taker\"}");
                } else if (!line.isBlank()) {
                    say(line);
                }
            }
        } catch (IOException | InterruptedException e) {
            System.out.println("cannot answer: " + e.getMessage());
        }
    }

    private void say(String text) throws IOException, InterruptedException {
        post("/messages", "{\"text\": " + json(text) + ", \"party\": \"call taker 7\"}");
    }

    private void post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(server + "/api/v1/sessions/" + session + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 202) {
            System.out.println("REFUSED: " + response.statusCode() + " " + response.body());
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(HttpRequest.newBuilder(URI.create(server + path)).build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    /** A member of an event; empty where there is none. */
    private static String value(String event, String name) {
        Matcher member = MEMBER.matcher(event);
        while (member.find()) {
            if (member.group(1).equals(name)) {
                return member.group(2) == null ? member.group(3) : plain(member.group(2));
            }
        }
        return "";
    }

    private static String plain(String escaped) {
        return ESCAPE.matcher(escaped)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        escape.group(1) != null
                                ? String.valueOf((char) Integer.parseInt(escape.group(1), 16))
                                : switch (escape.group(2)) {
                                    case "n" -> "\n";
                                    case "r" -> "\r";
                                    case "t" -> "\t";
                                    case String other -> other;
                                }));
    }

    private static String json(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(String.format("\\u%04x", c));
            } else {
                out.append((char) c);
            }
        });
        return out.append('"').toString();
    }
}
