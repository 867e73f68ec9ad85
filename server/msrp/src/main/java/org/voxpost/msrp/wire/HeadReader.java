package org.voxpost.msrp.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.MimeHeader;

/** Gathers the lines of one head into a {@link Frame} (RFC 4975 §9). A broken header spoils the frame, not the connection. */
final class HeadReader {

    private static final byte[] PROTOCOL = ascii("MSRP ");

    private final int maxHeaders;
    private final Consumer<Deviation> deviations;
    private final Headers headers;
    private final LineCache<UriPath> paths = new LineCache<>(UriPath::parse);
    private final LineCache<String> contentTypes = new LineCache<>(text -> text);

    private final LastLine<UriPath> lastTo = new LastLine<>();
    private final LastLine<UriPath> lastFrom = new LastLine<>();
    private final LastLine<String> lastType = new LastLine<>();

    private @Nullable TransactionId transaction;
    private String method = "";
    private int status;
    private String comment = "";
    private int count;
    private @Nullable String problem;
    private @Nullable UriPath to;
    private @Nullable UriPath from;
    private @Nullable String messageId;
    private @Nullable ByteRange range;
    private @Nullable Status reported;
    private @Nullable String contentType;
    private FailureReport failureReport = FailureReport.YES;
    private boolean successReport;
    private @Nullable List<MimeHeader> others;

    HeadReader(int maxHeaders, Consumer<Deviation> deviations) {
        this.maxHeaders = maxHeaders;
        this.deviations = deviations;
        this.headers = new Headers(deviations);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    boolean started() {
        return transaction != null;
    }

    /** Takes the first line; an empty one is passed over. */
    void start(byte[] line, int length) throws FramingException {
        if (length == 0) {
            deviations.accept(Deviation.BLANK_LINE_BETWEEN_FRAMES);
            return;
        }
        int blank = LineText.indexOf(line, PROTOCOL.length, length, ' ');
        if (!LineText.startsWith(line, length, PROTOCOL) || blank < 0 || blank + 1 == length) {
            throw new FramingException("a start line is not that of MSRP");
        }
        TransactionId id = transactionId(line, blank);
        int end = LineText.indexOf(line, blank + 1, length, ' ');
        int wordEnd = end < 0 ? length : end;
        if (Ascii.isDigit(line[blank + 1])) {
            status = LineText.statusCode(line, blank + 1, wordEnd);
            if (status < 0) {
                throw new FramingException("a start line has a status code that is not of three digits");
            }
            comment = end < 0 ? "" : LineText.printable(line, end + 1, length);
            method = "";
        } else {
            method = method(line, blank + 1, wordEnd);
            if (end >= 0) {
                throw new FramingException("a start line has more than a method");
            }
        }
        transaction = id;
    }

    private TransactionId transactionId(byte[] line, int end) throws FramingException {
        int length = end - PROTOCOL.length;
        if (length < 1 || length > TransactionId.MAX_LENGTH || !LineText.isIdent(line, PROTOCOL.length, end)) {
            throw new FramingException("a start line has no usable transaction id");
        }
        if (length < 4 || length > 32) {
            deviations.accept(Deviation.IDENT_LENGTH);
        }
        return new TransactionId(LineText.latin(line, PROTOCOL.length, end));
    }

    private String method(byte[] line, int start, int end) throws FramingException {
        if (LineText.equals(line, start, end, Headers.SEND)) {
            return "SEND";
        }
        boolean odd = false;
        for (int i = start; i < end; i++) {
            boolean upper = line[i] >= 'A' && line[i] <= 'Z';
            odd |= !upper;
            if (!upper && line[i] != '_' && !Ascii.isDigit(line[i])) {
                throw new FramingException("a start line has a method that is not of capital letters");
            }
        }
        if (odd) {
            deviations.accept(Deviation.METHOD_NAME);
        }
        return LineText.latin(line, start, end);
    }

    /** The flag when this line is the end-line of this head, which then has no body. */
    @Nullable
    Continuation endLine(byte[] line, int length) {
        return transaction == null ? null : LineText.endLine(line, length, transaction.text());
    }

    void header(byte[] line, int length) throws FramingException {
        if (++count > maxHeaders) {
            throw new FramingException("a head has more than " + maxHeaders + " header lines");
        }
        try {
            if (!again(line, length)) {
                read(line, length);
            }
        } catch (IllegalArgumentException e) {
            if (problem == null) {
                problem = e.getMessage();
            }
        }
    }

    /** Takes a line that the frame before had in the same place; false when it is another. */
    private boolean again(byte[] line, int length) {
        if (count <= 2) {
            UriPath path = (count == 1 ? lastTo : lastFrom).same(line, length);
            if (path != null && count == 1) {
                to = path;
            } else if (path != null) {
                from = once(from, path);
            }
            return path != null;
        }
        String type = lastType.same(line, length);
        if (type != null) {
            contentType = once(contentType, type);
        }
        return type != null;
    }

    private void read(byte[] line, int length) {
        int colon = LineText.indexOf(line, 0, length, ':');
        if (colon < 1 || !LineText.isToken(line, 0, colon)) {
            throw new IllegalArgumentException("a header line without a name");
        }
        LineText.requireText(line, colon + 1, length);
        int value = headers.value(line, colon, length);
        Headers.Name name = headers.name(line, colon);
        if (contentType != null && !name.mime()) {
            deviations.accept(Deviation.CONTENT_TYPE_NOT_LAST);
        }
        switch (name) {
            case TO_PATH -> to = once(to, path(line, value, length, count == 1));
            case FROM_PATH -> from = once(from, path(line, value, length, count == 2));
            case MESSAGE_ID -> messageId = once(messageId, ident(line, value, length));
            case BYTE_RANGE -> range = once(range, RangeText.parse(line, value, length));
            case STATUS -> reported = once(reported, LineText.status(line, value, length));
            case FAILURE_REPORT -> failureReport = Headers.failureReport(line, value, length);
            case SUCCESS_REPORT -> successReport = Headers.successReport(line, value, length);
            case CONTENT_TYPE -> contentType = once(contentType, contentTypes.value(line, value, length));
            case OTHER -> other(new MimeHeader(LineText.latin(line, 0, colon), LineText.utf8(line, value, length)));
        }
        if (name.written(line, colon, value)) {
            keep(name, line, length);
        }
    }

    private void keep(Headers.Name name, byte[] line, int length) {
        if (name == Headers.Name.TO_PATH && count == 1 && to != null) {
            lastTo.keep(line, length, to);
        } else if (name == Headers.Name.FROM_PATH && count == 2 && from != null) {
            lastFrom.keep(line, length, from);
        } else if (name == Headers.Name.CONTENT_TYPE && count > 2 && contentType != null) {
            lastType.keep(line, length, contentType);
        }
    }

    private UriPath path(byte[] line, int start, int end, boolean inPlace) {
        if (!inPlace) {
            deviations.accept(Deviation.PATHS_NOT_FIRST);
        }
        return paths.value(line, start, end);
    }

    private static String ident(byte[] line, int start, int end) {
        if (start == end || end - start > TransactionId.MAX_LENGTH * 4) {
            throw new IllegalArgumentException("a Message-ID that is empty or too long");
        }
        return LineText.visible(line, start, end);
    }

    private static <T> T once(@Nullable T before, T now) {
        if (before != null) {
            throw new IllegalArgumentException("a header that may come once comes twice");
        }
        return now;
    }

    private void other(MimeHeader header) {
        if (others == null) {
            others = new ArrayList<>(4);
        }
        others.add(header);
    }

    void blankLineWithoutBody() {
        deviations.accept(Deviation.BLANK_LINE_WITHOUT_BODY);
    }

    /** Makes the frame of what was read, and forgets it. */
    Frame finish(boolean body) throws FramingException {
        TransactionId id = transaction;
        if (id == null) {
            throw new FramingException("a head without a start line");
        }
        if (body && contentType == null && method.equals("SEND")) {
            deviations.accept(Deviation.BODY_WITHOUT_TYPE);
        }
        Frame frame = frame(id, body);
        forget();
        return frame;
    }

    private Frame frame(TransactionId id, boolean body) {
        if (method.isEmpty()) {
            if (to == null || from == null) {
                deviations.accept(Deviation.RESPONSE_WITHOUT_PATHS);
            }
            return new Frame.Response(
                    id, status == 200 && comment.equals("OK") ? Status.OK : new Status(status, comment), others());
        }
        boolean report = method.equals("REPORT");
        if (problem != null || to == null || from == null) {
            String what = problem != null ? problem : "a request without To-Path and From-Path";
            return new Frame.Unintelligible(id, to, from, failureReport, report, what);
        }
        if (report) {
            return new Frame.Report(id, to, from, messageId, range, reported);
        }
        if (!method.equals("SEND")) {
            return new Frame.OtherRequest(id, method, to, from, failureReport, others());
        }
        return new Frame.Send(
                id, to, from, messageId, range, failureReport, successReport, contentType, body, others());
    }

    private List<MimeHeader> others() {
        return others == null ? List.of() : List.copyOf(others);
    }

    private void forget() {
        transaction = null;
        comment = "";
        count = 0;
        problem = null;
        to = null;
        from = null;
        messageId = null;
        range = null;
        reported = null;
        contentType = null;
        failureReport = FailureReport.YES;
        successReport = false;
        others = null;
    }
}
