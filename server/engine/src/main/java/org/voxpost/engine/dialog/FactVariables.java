package org.voxpost.engine.dialog;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.voxpost.engine.capture.Words;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.Side;

/** What the shadow variables of {@code <text:capture>} say of a fact, by their names behind {@code capture.}; nothing is left of the fact before. */
final class FactVariables {

    /** Longer texts would make INFOs that not every way can carry; they are read by REST. */
    private static final int LONGEST = 8192;

    private FactVariables() {}

    static Map<String, String> of(Fact fact) {
        Optional<Words> words = fact.octets().remaining() > LONGEST ? Optional.empty() : Words.of(fact);
        Map<String, String> variables = new HashMap<>();
        variables.put("number", Integer.toString(fact.number()));
        variables.put("kind", fact.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        variables.put("at", fact.at().toString());
        variables.put("from", from(fact.side()));
        variables.put("party", fact.party());
        variables.put("claimedparty", words.map(Words::claimed).orElse(""));
        variables.put("claimedname", words.map(Words::claimedName).orElse(""));
        variables.put("messageid", fact.messageId());
        variables.put("contenttype", fact.contentType());
        variables.put("size", Long.toString(fact.size()));
        variables.put("text", words.map(Words::text).orElse(""));
        variables.put(
                "validtext", words.map(known -> Boolean.toString(known.valid())).orElse(""));
        variables.put("content", content(fact));
        variables.put("status", fact.status() == 0 ? "" : Integer.toString(fact.status()));
        variables.put("reason", fact.note());
        return variables;
    }

    private static String content(Fact fact) {
        return fact.size() == 0 ? "" : "/api/v1/sessions/" + fact.session() + "/events/" + fact.number() + "/content";
    }

    private static String from(Side side) {
        return switch (side) {
            case NONE -> "";
            case CALLER -> "caller";
            case AGENT -> "agent";
        };
    }
}
