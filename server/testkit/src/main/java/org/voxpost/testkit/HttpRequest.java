package org.voxpost.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One request as an {@link HttpPeer} read it. */
public final class HttpRequest {
    private final String method;
    private final String target;
    private final List<String> headerLines;
    private final byte[] body;

    HttpRequest(String method, String target, List<String> headerLines, byte[] body) {
        this.method = method;
        this.target = target;
        this.headerLines = List.copyOf(headerLines);
        this.body = body;
    }

    public String method() {
        return method;
    }

    /** Path and query as they stood in the request line. */
    public String target() {
        return target;
    }

    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The first header of this name, in any letter case. */
    public Optional<String> header(String name) {
        return headerLines.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    public List<String> headerLines() {
        return headerLines;
    }

    /** The octets of the body; not to be changed. */
    public byte[] octets() {
        return body;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + target + "\n" + String.join("\n", headerLines) + "\n\n" + text();
    }
}
