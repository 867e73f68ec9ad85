package org.voxpost.sdp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Cuts a body into typed lines, whatever their ends, and puts folded ones together again. */
final class SdpLines {
    /**
     * One line.
     *
     * @param number counted from 1 in the body
     * @param type the letter before the equals sign
     */
    record Line(int number, char type, String value) {}

    private final byte[] body;
    private final SdpLimits limits;
    private final Consumer<SdpDeviation> deviations;
    private final List<Line> lines = new ArrayList<>();

    private SdpLines(byte[] body, SdpLimits limits, Consumer<SdpDeviation> deviations) {
        this.body = body;
        this.limits = limits;
        this.deviations = deviations;
    }

    static List<Line> of(byte[] body, SdpLimits limits, Consumer<SdpDeviation> deviations) throws SdpException {
        if (body.length > limits.bodyOctets()) {
            throw new SdpException("the body has " + body.length + " octets, more than " + limits.bodyOctets());
        }
        SdpLines cut = new SdpLines(body, limits, deviations);
        cut.cut();
        return cut.lines;
    }

    private void cut() throws SdpException {
        int start = 0;
        for (int number = 1; start < body.length; number++) {
            int end = endOfLine(start);
            add(number, start, end);
            start = afterEnd(end);
        }
    }

    private int endOfLine(int start) {
        int end = start;
        while (end < body.length && body[end] != '\n' && body[end] != '\r') {
            end++;
        }
        return end;
    }

    private int afterEnd(int end) {
        if (end == body.length) {
            deviations.accept(SdpDeviation.NO_FINAL_LINE_END);
            return end;
        }
        if (body[end] == '\r' && end + 1 < body.length && body[end + 1] == '\n') {
            return end + 2;
        }
        deviations.accept(SdpDeviation.LINE_END);
        return end + 1;
    }

    private void add(int number, int start, int end) throws SdpException {
        if (end - start > limits.lineOctets()) {
            throw new SdpException(number, "more than " + limits.lineOctets() + " octets");
        }
        String text = new String(body, start, end - start, StandardCharsets.UTF_8);
        refuseControls(number, text);
        String trimmed = text.stripTrailing();
        if (trimmed.length() != text.length() || trimmed.isEmpty()) {
            deviations.accept(SdpDeviation.STRAY_BLANKS);
        }
        if (trimmed.isEmpty()) {
            return;
        }
        if (trimmed.length() >= 2 && trimmed.charAt(1) == '=' && Character.isLetter(trimmed.charAt(0))) {
            lines.add(new Line(number, trimmed.charAt(0), trimmed.substring(2).strip()));
        } else {
            unfold(number, text.charAt(0) <= ' ', trimmed.strip());
        }
    }

    /** Peers fold long fingerprints, with a blank in front of the rest or without. */
    private void unfold(int number, boolean blankInFront, String rest) throws SdpException {
        if (lines.isEmpty() || lines.getLast().type() != 'a') {
            throw new SdpException(number, "not of the form letter=value");
        }
        Line begun = lines.getLast();
        if (!blankInFront && !begun.value().startsWith("fingerprint:")) {
            throw new SdpException(number, "not of the form letter=value");
        }
        if (begun.value().length() + rest.length() > limits.lineOctets()) {
            throw new SdpException(number, "more than " + limits.lineOctets() + " octets with what it goes on from");
        }
        deviations.accept(SdpDeviation.FOLDED_LINE);
        lines.set(lines.size() - 1, new Line(begun.number(), begun.type(), begun.value() + " " + rest));
    }

    private static void refuseControls(int number, String text) throws SdpException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                throw new SdpException(number, "a control character");
            }
        }
    }
}
