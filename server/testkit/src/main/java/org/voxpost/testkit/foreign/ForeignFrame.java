package org.voxpost.testkit.foreign;

import java.util.List;
import java.util.Optional;

/**
 * One frame as a stack has read it.
 *
 * @param body the octets between the empty line and the end-line; empty where there was neither
 * @param bodied whether an empty line stood behind the headers
 * @param flag what stands behind the transaction id of the end-line
 * @param atStartOfRead whether the first octet was the first of a read
 * @param headReads reads that brought start-line and headers
 * @param reads reads that brought the frame
 * @param octets of the whole frame
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record ForeignFrame(
        String startLine,
        List<String> headerLines,
        byte[] body,
        boolean bodied,
        char flag,
        boolean atStartOfRead,
        int headReads,
        int reads,
        int octets) {

    String word(int index) {
        String[] words = startLine.split(" ", -1);
        return index < words.length ? words[index] : "";
    }

    public String transaction() {
        return word(1);
    }

    /** SEND, REPORT and so on; for a response its three digits. */
    public String method() {
        return word(2);
    }

    boolean request() {
        return !method().matches("\\d{3}");
    }

    boolean is(String method) {
        return method().equals(method);
    }

    /** The first header of exactly this name. */
    public Optional<String> header(String name) {
        return headerLines.stream()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst();
    }

    String need(String name) {
        return header(name).orElse("");
    }

    boolean asks(String name, String value) {
        return header(name).filter(value::equals).isPresent();
    }

    /** Where the chunk begins in its message, counted from 1. */
    long first() {
        String range = header("Byte-Range").orElse("1-*/*");
        return Long.parseLong(range.substring(0, range.indexOf('-')));
    }
}
