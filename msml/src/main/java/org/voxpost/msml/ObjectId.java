package org.voxpost.msml;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An identifier of RFC 5707 §6.2: {@code conn:X}, {@code conf:X}, {@code conn:X/dialog:Y}, {@code conf:X/dialog:Y}. The last
 * name may be {@code *}. {@code toString()} is the form on the wire.
 */
public sealed interface ObjectId {
    String WILDCARD = "*";

    String name();

    /** Whether this stands for all objects of its class and root. */
    default boolean isWildcard() {
        return name().equals(WILDCARD);
    }

    /** An object that exists by itself and can carry dialogs. */
    sealed interface Independent extends ObjectId {}

    record Connection(String name) implements Independent {
        @Override
        public String toString() {
            return "conn:" + name;
        }
    }

    record Conference(String name) implements Independent {
        @Override
        public String toString() {
            return "conf:" + name;
        }
    }

    record Dialog(Independent owner, String name) implements ObjectId {
        @Override
        public String toString() {
            return owner + "/dialog:" + name;
        }
    }

    /** Empty when the text is no identifier, or has a wildcard anywhere but at its end. */
    static Optional<ObjectId> parse(String text) {
        var matcher = Syntax.ID.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String root = matcher.group("root");
        Independent owner = matcher.group("class").equals("conn") ? new Connection(root) : new Conference(root);
        String dialog = matcher.group("dialog");
        if (dialog == null) {
            return Optional.of(owner);
        }
        return owner.isWildcard() ? Optional.empty() : Optional.of(new Dialog(owner, dialog));
    }

    /** Whether a client may give this name to an object ({@code msmlInstanceID} of the schema, RFC 5707 §17). */
    static boolean isName(String text) {
        return Syntax.NAME.matcher(text).matches();
    }

    /** The grammar, out of the interface's own face. */
    final class Syntax {
        private static final String NAME_CHARACTERS = "[a-zA-Z0-9.:_-]+";
        private static final Pattern NAME = Pattern.compile(NAME_CHARACTERS);
        private static final Pattern ID = Pattern.compile("(?<class>conn|conf):(?<root>" + NAME_CHARACTERS
                + "|\\*)(?:/dialog:(?<dialog>" + NAME_CHARACTERS + "|\\*))?");

        private Syntax() {}
    }
}
