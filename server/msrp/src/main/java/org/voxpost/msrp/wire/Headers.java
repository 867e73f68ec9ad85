package org.voxpost.msrp.wire;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import org.voxpost.msrp.FailureReport;

/** The header names of RFC 4975 §9, found without making strings. */
final class Headers {

    static final byte[] SEND = ascii("SEND");

    private static final byte[] YES = ascii("yes");
    private static final byte[] NO = ascii("no");
    private static final byte[] PARTIAL = ascii("partial");

    private final Consumer<Deviation> deviations;

    Headers(Consumer<Deviation> deviations) {
        this.deviations = deviations;
    }

    @SuppressWarnings("ImmutableEnumChecker") // nobody writes to the octets of a name
    enum Name {
        TO_PATH("To-Path"),
        FROM_PATH("From-Path"),
        MESSAGE_ID("Message-ID"),
        BYTE_RANGE("Byte-Range"),
        CONTENT_TYPE("Content-Type"),
        FAILURE_REPORT("Failure-Report"),
        SUCCESS_REPORT("Success-Report"),
        STATUS("Status"),
        OTHER("");

        private static final Name[] KNOWN = {
            TO_PATH, FROM_PATH, MESSAGE_ID, BYTE_RANGE, CONTENT_TYPE, FAILURE_REPORT, SUCCESS_REPORT, STATUS
        };

        private final byte[] exact;
        private final byte[] lower;

        Name(String text) {
            this.exact = ascii(text);
            this.lower = ascii(text.toLowerCase(Locale.ROOT));
        }

        /** True when the name is in the case of the RFC and a blank follows its colon. */
        boolean written(byte[] line, int colon, int value) {
            return value == colon + 2 && LineText.equals(line, 0, colon, exact);
        }

        boolean mime() {
            return this == CONTENT_TYPE || this == OTHER;
        }
    }

    Name name(byte[] line, int end) {
        for (Name name : Name.KNOWN) {
            if (LineText.equals(line, 0, end, name.exact)) {
                return name;
            }
        }
        for (Name name : Name.KNOWN) {
            if (LineText.equalsIgnoringCase(line, 0, end, name.lower)) {
                deviations.accept(Deviation.HEADER_CASE);
                return name;
            }
        }
        return Name.OTHER;
    }

    /** Where the value begins. */
    int value(byte[] line, int colon, int length) {
        int start = colon + 1;
        if (start < length && line[start] == ' ') {
            return start + 1;
        }
        deviations.accept(Deviation.NO_BLANK_AFTER_COLON);
        return start;
    }

    static FailureReport failureReport(byte[] line, int start, int end) {
        if (LineText.equals(line, start, end, YES)) {
            return FailureReport.YES;
        }
        if (LineText.equals(line, start, end, NO)) {
            return FailureReport.NO;
        }
        if (LineText.equals(line, start, end, PARTIAL)) {
            return FailureReport.PARTIAL;
        }
        throw new IllegalArgumentException("a Failure-Report that is neither yes, no nor partial");
    }

    static boolean successReport(byte[] line, int start, int end) {
        if (LineText.equals(line, start, end, YES)) {
            return true;
        }
        if (LineText.equals(line, start, end, NO)) {
            return false;
        }
        throw new IllegalArgumentException("a Success-Report that is neither yes nor no");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
