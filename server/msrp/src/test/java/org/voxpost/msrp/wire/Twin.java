package org.voxpost.msrp.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The ways in which every frame of the RFCs is spoilt, and what is to come of it (RFC 4975 §7.3, §9). */
enum Twin {
    BARE_LINE_FEED(Fate.BREAKS, text -> text.replaceFirst("\r\n", "\n")),
    NO_TRANSACTION(Fate.BREAKS, text -> text.replaceFirst("^MSRP \\S+ (?=[A-Z])", "MSRP ")),
    LONG_TRANSACTION(Fate.BREAKS, text -> text.replaceFirst(" \\S+", " " + "a".repeat(65))),
    TRANSACTION_WITH_A_SLASH(Fate.BREAKS, text -> text.replaceFirst(" \\S+", " ab/cd")),
    OTHER_PROTOCOL(Fate.BREAKS, text -> text.replaceFirst("MSRP", "SIP/2.0")),
    LOWER_CASE_PROTOCOL(Fate.BREAKS, text -> text.replaceFirst("MSRP", "msrp")),
    STATUS_OF_FOUR_DIGITS(Fate.BREAKS, text -> text.replaceFirst("^(\\S+ \\S+ \\d{3})", "$10")),
    LOWER_CASE_METHOD(Fate.BREAKS, text -> text.replaceFirst("^(\\S+ \\S+ )[A-Z]+", "$1send")),
    WORD_BEHIND_METHOD(Fate.BREAKS, text -> text.replaceFirst("^(\\S+ \\S+ [A-Z]+)", "$1 now")),
    LINE_BEYOND_THE_LIMIT(Fate.BREAKS, header("X: " + "a".repeat(8_192))),
    MORE_HEADERS_THAN_ALLOWED(Fate.BREAKS, header("X: a\r\n".repeat(64) + "X: a")),
    NO_COLON(Fate.SPOILS, header("no colon here")),
    NO_HEADER_NAME(Fate.SPOILS, header(": no name")),
    BLANK_IN_HEADER_NAME(Fate.SPOILS, header("Bad Name: x")),
    FOLDED_HEADER(Fate.SPOILS, header("X: a\r\n folded")),
    NUL_IN_HEADER(Fate.SPOILS, header("X: a\u0000b")),
    NO_TO_PATH(Fate.SPOILS, text -> text.replaceFirst("To-Path: .*\r\n", "")),
    NO_FROM_PATH(Fate.SPOILS, text -> text.replaceFirst("From-Path: .*\r\n", "")),
    TO_PATH_TWICE(Fate.SPOILS, text -> text.replaceFirst("(To-Path: .*\r\n)", "$1$1")),
    URI_OF_ANOTHER_SCHEME(Fate.SPOILS, text -> text.replaceFirst("To-Path: msrps?:", "To-Path: sip:")),
    URI_WITHOUT_TRANSPORT(Fate.SPOILS, text -> text.replaceFirst("(To-Path: .*);tcp\r", "$1\r")),
    PORT_BEYOND_65535(Fate.SPOILS, text -> text.replaceFirst("(To-Path: \\S+?:[^:]+:)\\d+", "$165536")),
    MESSAGE_ID_TWICE(Fate.SPOILS, text -> text.replaceFirst("(Message-ID: .*\r\n)", "$1$1")),
    RANGE_FROM_ZERO(Fate.SPOILS, range("0-0/0")),
    RANGE_BACKWARDS(Fate.SPOILS, range("9-1/20")),
    RANGE_BEYOND_TOTAL(Fate.SPOILS, range("1-20/9")),
    NEGATIVE_RANGE(Fate.SPOILS, range("-1-5/5")),
    RANGE_BEYOND_64_BITS(Fate.SPOILS, range("1-18446744073709551617/18446744073709551617")),
    FAILURE_REPORT_OF_ANOTHER_WORD(Fate.SPOILS, header("Failure-Report: maybe")),
    END_LINE_OF_ANOTHER(Fate.GOES_ON, text -> end(text, "-------zzzz$\r\n")),
    END_LINE_OF_SIX_HYPHENS(Fate.GOES_ON, text -> text.replaceFirst("(?s)-(------[^-]+)$", "$1")),
    UNKNOWN_FLAG(Fate.GOES_ON, text -> text.replaceFirst("[$+#]\r\n$", "!\r\n")),
    NO_FLAG(Fate.GOES_ON, text -> text.replaceFirst("[$+#]\r\n$", "\r\n"));

    /** What a decoder is to make of a twin that another frame follows. */
    enum Fate {
        /** The connection is of no more use. */
        BREAKS,
        /** The frame is told as one that cannot be understood, and the next one is read. */
        SPOILS,
        /** The frame does not end. */
        GOES_ON
    }

    private final Fate fate;

    @SuppressWarnings("ImmutableEnumChecker") // the change keeps nothing
    private final UnaryOperator<String> change;

    Twin(Fate fate, UnaryOperator<String> change) {
        this.fate = fate;
        this.change = change;
    }

    private static UnaryOperator<String> header(String line) {
        return text -> text.replaceFirst("(From-Path: .*\r\n)", "$1" + line.replace("$", "\\$") + "\r\n");
    }

    private static UnaryOperator<String> range(String value) {
        return text -> text.replaceFirst("Byte-Range: .*\r\n", "Byte-Range: " + value + "\r\n");
    }

    private static String end(String text, String line) {
        return text.substring(0, text.lastIndexOf("-------")) + line;
    }

    Fate fate() {
        return fate;
    }

    /** Empty when this frame has nothing to spoil in this way. */
    Optional<byte[]> of(Vector vector) {
        if (fate == Fate.SPOILS && (vector.isResponse() || !vector.hasPaths())) {
            return Optional.empty();
        }
        String changed = change.apply(vector.text());
        return changed.equals(vector.text())
                ? Optional.empty()
                : Optional.of(changed.getBytes(StandardCharsets.ISO_8859_1));
    }
}
