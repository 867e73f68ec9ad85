package org.voxpost.cpim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Prefixes and what they stand for (RFC 3862 §3.4), and what is required of us by such names (§3.5). */
final class Namespaces {
    private static final Map<String, Set<String>> UNDERSTOOD = Map.of(
            CpimHeader.CORE, Set.of("From", "To", "cc", "DateTime", "Subject", "NS", "Require"),
            CpimHeader.IMDN,
                    Set.of("Disposition-Notification", "Message-ID", "Original-To", "IMDN-Record-Route", "IMDN-Route"));

    private final Map<String, String> uris = new HashMap<>(Map.of("", CpimHeader.CORE));

    record Declaration(String prefix, String uri) {}

    /** What an NS header declares; one without prefix does whatever the default namespace is, or nobody could declare that again. */
    static Optional<Declaration> declared(CpimHeader header) {
        if (!header.is(header.prefix().isEmpty() ? header.namespace() : CpimHeader.CORE, "NS")) {
            return Optional.empty();
        }
        String text = header.text().strip();
        int open = text.indexOf('<');
        int close = text.indexOf('>', open + 1);
        if (open < 0 || close < 0) {
            return Optional.empty();
        }
        String prefix = text.substring(0, open).strip();
        String uri = text.substring(open + 1, close).strip();
        boolean usable = (prefix.isEmpty() || CpimHeader.isName(prefix))
                && !uri.isEmpty()
                && uri.chars().noneMatch(c -> c <= ' ' || c == 0x7f || c == '<');
        return usable ? Optional.of(new Declaration(prefix, uri)) : Optional.empty();
    }

    /** Headers are shown in the order of the message. */
    void seen(CpimHeader header) {
        declared(header).ifPresent(name -> uris.put(name.prefix(), name.uri()));
    }

    /** Empty for a prefix that was not declared; {@code imdn} is what everybody means by it. */
    String uri(String prefix) {
        return uris.getOrDefault(prefix, prefix.equals("imdn") ? CpimHeader.IMDN : "");
    }

    static List<String> notUnderstood(List<CpimHeader> headers) {
        Namespaces names = new Namespaces();
        List<String> unknown = new ArrayList<>();
        for (CpimHeader header : headers) {
            names.seen(header);
            if (header.is(CpimHeader.CORE, "Require")) {
                for (String name : header.text().split(",", -1)) {
                    if (!name.isBlank() && !names.understands(name.strip())) {
                        unknown.add(name.strip());
                    }
                }
            }
        }
        return List.copyOf(unknown);
    }

    private boolean understands(String name) {
        int dot = name.indexOf('.');
        String namespace = uri(dot < 0 ? "" : name.substring(0, dot));
        return UNDERSTOOD.getOrDefault(namespace, Set.of()).contains(name.substring(dot + 1));
    }
}
