package org.voxpost.engine.overload;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.voxpost.sip.SipHeaders;

/**
 * How urgent something is (RFC 4412): the place of its value in its namespace, from 1; 0 without one. Places of different namespaces
 * are compared as they stand.
 */
public record Priority(int level) implements Comparable<Priority> {

    public static final Priority NONE = new Priority(0);

    /** Of text that a caller may need help with, whatever its request says: other work is shed before it. */
    public static final Priority TEXT = new Priority(1);

    /** From the least to the most urgent (RFC 4412 §10, RFC 7135). */
    private static final Map<String, List<String>> NAMESPACES = Map.of(
            "esnet", List.of("0", "1", "2", "3", "4"),
            "ets", List.of("4", "3", "2", "1", "0"),
            "wps", List.of("4", "3", "2", "1", "0"),
            "q735", List.of("4", "3", "2", "1", "0"),
            "dsn", List.of("routine", "priority", "immediate", "flash", "flash-override"),
            "drsn", List.of("routine", "priority", "immediate", "flash", "flash-override", "flash-override-override"));

    /** The more urgent of both. */
    public Priority or(Priority other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The namespaces whose order is known. */
    public static Set<String> knownNamespaces() {
        return NAMESPACES.keySet();
    }

    /** Of the values of {@code Resource-Priority} in these namespaces the most urgent; what is not known is passed over. */
    static Priority of(SipHeaders headers, Set<String> namespaces) {
        int most = headers.all("Resource-Priority").stream()
                .flatMap(values -> Arrays.stream(values.split(",", -1)))
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .mapToInt(value -> level(value, namespaces))
                .max()
                .orElse(0);
        return most == 0 ? NONE : new Priority(most);
    }

    private static int level(String value, Set<String> namespaces) {
        int dot = value.indexOf('.');
        String namespace = dot < 0 ? "" : value.substring(0, dot);
        return namespaces.contains(namespace)
                ? NAMESPACES.getOrDefault(namespace, List.of()).indexOf(value.substring(dot + 1)) + 1
                : 0;
    }

    @Override
    public int compareTo(Priority other) {
        return Integer.compare(level, other.level);
    }
}
