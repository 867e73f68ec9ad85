package org.voxpost.msrp.wire;

/** Reads the value of a Byte-Range in checked 64-bit arithmetic (RFC 4975 §9). */
final class RangeText {

    private static final int MAX_DIGITS = 18;

    private RangeText() {}

    static ByteRange parse(byte[] line, int start, int end) {
        int hyphen = LineText.indexOf(line, start, end, '-');
        int slash = hyphen < 0 ? -1 : LineText.indexOf(line, hyphen + 1, end, '/');
        if (slash < 0) {
            throw new IllegalArgumentException("a Byte-Range without hyphen and slash");
        }
        return new ByteRange(
                number(line, start, hyphen), numberOrStar(line, hyphen + 1, slash), numberOrStar(line, slash + 1, end));
    }

    private static long numberOrStar(byte[] line, int start, int end) {
        return end - start == 1 && line[start] == '*' ? ByteRange.UNKNOWN : number(line, start, end);
    }

    private static long number(byte[] line, int start, int end) {
        if (start == end || end - start > MAX_DIGITS) {
            throw new IllegalArgumentException("a Byte-Range with a position of no digits, or of more than 18");
        }
        long number = 0;
        for (int i = start; i < end; i++) {
            if (!Ascii.isDigit(line[i])) {
                throw new IllegalArgumentException("a Byte-Range with a position that is no number");
            }
            number = number * 10 + line[i] - '0';
        }
        return number;
    }
}
