package org.voxpost.cpim;

import java.util.Optional;

/**
 * One message header (RFC 3862 §3).
 *
 * @param prefix of its name as it is written, empty for none; means nothing but in {@code Require}
 * @param namespace the URI that the prefix stands for where the header is; empty for a prefix that was never declared
 * @param name without its prefix
 * @param language of the value (RFC 3862 §3.3)
 * @param written the value as it is written, escapes kept
 */
public record CpimHeader(String prefix, String namespace, String name, Optional<String> language, String written) {
    /** The namespace of the headers of RFC 3862. */
    public static final String CORE = "urn:ietf:params:cpim-headers:";

    /** The namespace of the headers of RFC 5438. */
    public static final String IMDN = "urn:ietf:params:imdn";

    /** @throws IllegalArgumentException when something in it would not be one header, as a line end in the value (RFC 3862 §3.6) */
    public CpimHeader {
        if (!prefix.isEmpty() && !isName(prefix)) {
            throw new IllegalArgumentException("a prefix has a character that RFC 3862 §3.6 forbids");
        }
        if (!isName(name)) {
            throw new IllegalArgumentException("a header name has a character that RFC 3862 §3.6 forbids");
        }
        if (namespace.chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == '<' || c == '>')) {
            throw new IllegalArgumentException("a namespace is no URI");
        }
        if (!language.map(CpimHeader::isLanguage).orElse(true)) {
            throw new IllegalArgumentException("a language is no tag of RFC 3066");
        }
        if (Escapes.hasControl(written)) {
            throw new IllegalArgumentException("the value of " + name + " has a control in it that is not escaped");
        }
    }

    /** A header of RFC 3862 with this text. */
    public static CpimHeader of(String name, String text) {
        return new CpimHeader("", CORE, name, Optional.empty(), Escapes.escape(text));
    }

    /** A header of RFC 5438 with this text. */
    public static CpimHeader imdn(String name, String text) {
        return new CpimHeader("imdn", IMDN, name, Optional.empty(), Escapes.escape(text));
    }

    /** A header with an address. */
    public static CpimHeader of(String name, CpimAddress address) {
        return new CpimHeader("", CORE, name, Optional.empty(), address.written());
    }

    /** The value without its escapes: may have controls in it. */
    public String text() {
        return Escapes.unescape(written);
    }

    /** Names are compared without case: RFC 3862 §2.2 says otherwise, and nobody means anything else by {@code from}. */
    boolean is(String namespace, String name) {
        return this.namespace.equals(namespace) && this.name.equalsIgnoreCase(name);
    }

    /** Without line end. */
    String line() {
        return (prefix.isEmpty() ? "" : prefix + '.')
                + name
                + ':'
                + language.map(tag -> ";lang=" + tag).orElse("")
                + ' '
                + written;
    }

    static boolean isLanguage(String tag) {
        return !tag.isEmpty() && tag.chars().allMatch(c -> isAlphanumeric(c) || c == '-');
    }

    /** RFC 3862 §3.6, NAMECHAR. */
    static boolean isName(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> isAlphanumeric(c) || "!#$%&'*+-^_`|~".indexOf(c) >= 0);
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
