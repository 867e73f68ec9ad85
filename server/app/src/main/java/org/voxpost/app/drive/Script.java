package org.voxpost.app.drive;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An MSML document with blanks to fill: {@code %NAME%} stands for a value that the runner gives, {@code %CONN%} for the connection's own
 * id. Any other {@code conn:...} in it, as {@code conn:ID} or one of an old trace, becomes that id too: the real one is the tag of the
 * server's To header, and nobody knows it before the call.
 */
public final class Script {
    private static final Pattern BLANK = Pattern.compile("%([A-Z][A-Z0-9_]*)%");
    private static final Pattern CONNECTION = Pattern.compile("(?<=[\"'>\\s])conn:[^\"'/<>\\s]+");
    private static final Pattern DIALOG_START = Pattern.compile("<(?:[A-Za-z0-9]+:)?dialogstart[\\s/>]");
    private static final String CONN = "CONN";

    private final String text;

    public Script(String text) {
        this.text = text;
    }

    /** The names of the blanks, without {@code CONN}. */
    public Set<String> blanks() {
        Set<String> names = new LinkedHashSet<>();
        BLANK.matcher(text).results().map(found -> found.group(1)).forEach(names::add);
        names.remove(CONN);
        return names;
    }

    /** How many dialogs it asks for. */
    int dialogStarts() {
        return (int) DIALOG_START.matcher(text).results().count();
    }

    /** The document for one connection; {@code tag} is that of the server, {@code values} are put in as XML text. */
    String fill(String tag, Map<String, String> values) {
        String connection = "conn:" + tag;
        String filled =
                BLANK.matcher(text).replaceAll(blank -> Matcher.quoteReplacement(value(blank, connection, values)));
        return CONNECTION.matcher(filled).replaceAll(Matcher.quoteReplacement(connection));
    }

    private static String value(MatchResult blank, String connection, Map<String, String> values) {
        if (blank.group(1).equals(CONN)) {
            return connection;
        }
        String value = values.get(blank.group(1));
        return value == null ? blank.group() : escaped(value);
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }
}
