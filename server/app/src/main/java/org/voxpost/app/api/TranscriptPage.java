package org.voxpost.app.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A transcript as a page that prints well. Everything in it that came from outside is escaped and keeps its writing direction to itself
 * (threat T37); the page runs no script and loads nothing.
 */
final class TranscriptPage {

    /** For the Content-Security-Policy header of the page. */
    static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS 'UTC'").withZone(ZoneOffset.UTC);

    private static final String STYLE = """
        body{font:11pt/1.4 sans-serif;margin:2em auto;max-width:50em;padding:0 1em}
        table{border-collapse:collapse;width:100%}td,th{padding:.3em .6em;text-align:left;vertical-align:top}
        tr{border-bottom:1px solid #ccc;break-inside:avoid}td.at{white-space:nowrap;color:#555}
        td.words{white-space:pre-wrap;overflow-wrap:anywhere}tr.agent td.words{padding-left:2.5em}
        .note{color:#555;font-style:italic}.test{border:2px solid #b00;padding:.4em;color:#b00}
        @media print{body{margin:0;max-width:none}}\
        """;

    private final StringBuilder page = new StringBuilder();

    private TranscriptPage() {}

    static String of(Transcript transcript) {
        TranscriptPage page = new TranscriptPage();
        page.head(transcript.session());
        page.page.append("<table><thead><tr><th>Time</th><th>Who</th><th>Words</th></tr></thead><tbody>\n");
        transcript.lines().forEach(page::line);
        page.page.append("</tbody></table>\n");
        if (transcript.next() != null) {
            page.page
                    .append("<p class=note>This is not all: it goes on behind event ")
                    .append(transcript.next())
                    .append(".</p>\n");
        } else if (!transcript.complete()) {
            page.page.append("<p class=note>The session is still open.</p>\n");
        }
        return page.page.append("</body></html>\n").toString();
    }

    private void head(SessionView session) {
        page.append("<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8><title>Transcript</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1>Transcript</h1>\n");
        if (session.test()) {
            page.append("<p class=test>This was a test call.</p>\n");
        }
        page.append("<table><tbody>\n");
        row("Call", session.callId());
        row("Incident", session.incidentId());
        row("Caller", session.caller());
        row("Called", session.called());
        row("Began", time(session.openedAt()));
        row("Ended", session.closedAt() == null ? null : time(session.closedAt()) + " (" + session.ending() + ")");
        row("Session", session.id());
        row("Session before it", session.previous());
        page.append("</tbody></table>\n<h2>Conversation</h2>\n");
    }

    private void row(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            page.append("<tr><th>").append(name).append("</th><td>");
            outside(value);
            page.append("</td></tr>\n");
        }
    }

    private void line(Transcript.Line line) {
        boolean agent = "agent".equals(line.from());
        page.append(agent ? "<tr class=agent>" : "<tr>")
                .append("<td class=at>")
                .append(time(line.at()))
                .append("</td><td>");
        if (line.from() != null) {
            page.append(agent ? "Answer" : "Caller");
            if (agent && line.party() != null && !line.party().isEmpty()) {
                page.append(", ");
                outside(line.party());
            }
        }
        page.append("</td><td class=words>");
        words(line);
        page.append("</td></tr>\n");
    }

    private void words(Transcript.Line line) {
        if (line.text() != null) {
            outside(line.text());
        } else if (line.from() != null) {
            page.append("<span class=note>something of type ");
            outside(String.valueOf(line.contentType()));
            page.append("</span>");
        }
        if (Boolean.FALSE.equals(line.validText())) {
            note("some of it is no valid text");
        }
        if (Boolean.FALSE.equals(line.delivered())) {
            note("not delivered");
        }
        if (line.note() != null && !line.note().isEmpty()) {
            note(line.note());
        }
    }

    private void note(String words) {
        page.append(" <span class=note>(");
        outside(words);
        page.append(")</span>");
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }

    /** Characters that a browser would read as markup, or a terminal as an order, do not get through. */
    private void outside(String text) {
        page.append("<bdi>");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '&' -> page.append("&amp;");
                case '"' -> page.append("&quot;");
                case '\'' -> page.append("&#39;");
                default -> page.append(Character.isISOControl(c) && c != '\n' && c != '\t' ? '\uFFFD' : c);
            }
        }
        page.append("</bdi>");
    }
}
