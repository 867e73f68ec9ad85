package org.voxpost.sip.jain;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.SIPHeaderList;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.ParserFactory;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.sip.InvalidArgumentException;
import org.jspecify.annotations.Nullable;
import org.voxpost.sip.Body;
import org.voxpost.sip.OverloadFeedback;
import org.voxpost.sip.SessionTimer;
import org.voxpost.sip.SipHeaders;
import org.voxpost.sip.SipSyntaxException;

/** Puts messages together and takes them apart. */
final class Messages {
    /** What we answer to, in the order of XMS. */
    static final String ALLOW = "INVITE, CANCEL, ACK, BYE, OPTIONS, INFO, UPDATE";

    private final String product;
    private final Supplier<OverloadFeedback> overload;
    private final FeedbackVia feedback = new FeedbackVia();

    /** @param overload what clients are asked for when they want to be told */
    Messages(String product, Supplier<OverloadFeedback> overload) {
        this.product = product;
        this.overload = overload;
    }

    /**
     * A response with the headers that every one has, in the order of XMS; {@code toTag} empty for a 100. It shares them with the request:
     * nobody changes them any more.
     */
    SIPResponse response(SIPRequest request, int status, String reason, String toTag) {
        SIPResponse response = new SIPResponse();
        try {
            response.setStatusCode(status);
            response.setReasonPhrase(reason.isEmpty() ? phrase(status) : reason);
            response.setHeader(request.getFrom());
            response.setHeader(to(request, toTag));
            response.setHeader(request.getCallId());
            response.setHeader(request.getCSeq());
            response.setHeader(
                    FeedbackVia.wanted(request) ? feedback.answer(request, overload.get()) : request.getViaHeaders());
            RecordRouteList recordRoutes = request.getRecordRouteHeaders();
            if (recordRoutes != null && status > 100 && status < 300) {
                response.setHeader(recordRoutes);
            }
        } catch (ParseException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (!product.isEmpty() && status > 100) {
            set(response, "Server", product);
        }
        return response;
    }

    private static To to(SIPRequest request, String tag) throws ParseException {
        To to = (To) request.getTo();
        if (tag.isEmpty() || to.hasTag()) {
            return to;
        }
        To tagged = (To) to.clone();
        tagged.setTag(tag);
        return tagged;
    }

    /** RFC 4028 §6: the interval asked for is below our minimum. */
    SIPResponse tooSmall(SIPRequest request, SessionTimer policy, String toTag) {
        SIPResponse response = response(request, 422, "Session Interval Too Small", toTag);
        set(response, "Min-SE", Long.toString(policy.minimum().toSeconds()));
        return response;
    }

    void finish(SIPRequest request, long sequence, String method) {
        try {
            request.setHeader(new CSeq(sequence, method));
            request.setHeader(new MaxForwards(70));
        } catch (InvalidArgumentException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (!product.isEmpty()) {
            set(request, "User-Agent", product);
        }
    }

    static void allow(SIPMessage message) {
        set(message, "Allow", ALLOW);
    }

    /** Sets a header to this value as it stands, which is known to be good; the stack does not look into it. */
    static void set(SIPMessage message, String name, String value) {
        ExtensionHeaderImpl header = new ExtensionHeaderImpl(name);
        header.setValue(value);
        message.setHeader(header);
    }

    /** Sets a header that the stack itself reads. */
    static void setParsed(SIPMessage message, String name, String value) {
        String line = name + ": " + value;
        SIPHeader plain = PlainHeaders.read(line);
        try {
            message.setHeader(
                    plain == null ? ParserFactory.createParser(line + "\n").parse() : plain);
        } catch (ParseException malformed) {
            throw new SipSyntaxException("the stack does not take this value of " + name.toLowerCase(Locale.ROOT));
        }
    }

    /** Adds headers of an application. */
    static void add(SIPMessage message, SipHeaders headers) {
        headers.asMap().forEach((name, values) -> set(message, name, String.join(", ", values)));
    }

    static void body(SIPMessage message, Body body) {
        setParsed(message, "Content-Type", body.contentType());
        message.setMessageContent(body.bytes());
    }

    static Optional<Body> body(SIPMessage message) {
        byte[] bytes = message.getRawContent();
        if (bytes == null || bytes.length == 0) {
            return Optional.empty();
        }
        String type = first(message, "Content-Type").orElse("application/octet-stream");
        try {
            return Optional.of(new Body(type, bytes));
        } catch (SipSyntaxException malformed) {
            return Optional.of(new Body("application/octet-stream", bytes));
        }
    }

    static SipHeaders headers(SIPMessage message) {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Iterator<SIPHeader> headers = message.getHeaders();
        while (headers.hasNext()) {
            SIPHeader header = headers.next();
            List<String> values = all.computeIfAbsent(header.getName(), name -> new ArrayList<>());
            if (header instanceof SIPHeaderList<?> list) {
                list.forEach(one -> values.add(clean(one.getValue())));
            } else {
                values.add(clean(header.getValue()));
            }
        }
        return SipHeaders.copyOf(all);
    }

    static Optional<String> first(SIPMessage message, String name) {
        @Nullable SIPHeader header = (SIPHeader) message.getHeader(name);
        if (header instanceof SIPHeaderList<?> list) {
            header = list.isEmpty() ? null : (SIPHeader) list.getFirst();
        }
        return Optional.ofNullable(header).map(SIPHeader::getValue).map(Messages::clean);
    }

    /** Option tags and the like: every item of every header of that name, in lower case. */
    static List<String> tokens(SIPMessage message, String name) {
        List<String> tokens = new ArrayList<>();
        var headers = message.getHeaders(name);
        while (headers.hasNext()) {
            String value = headers.next().getValue();
            for (String token : value.split(",", -1)) {
                if (!token.isBlank()) {
                    tokens.add(token.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        return tokens;
    }

    /** Without what must reach neither a log line nor another header. */
    static String clean(String value) {
        return value == null ? "" : withoutControls(value).strip();
    }

    private static String withoutControls(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (isControl(value.charAt(i))) {
                StringBuilder clean = new StringBuilder(value);
                for (int j = i; j < clean.length(); j++) {
                    if (isControl(clean.charAt(j))) {
                        clean.setCharAt(j, ' ');
                    }
                }
                return clean.toString();
            }
        }
        return value;
    }

    private static boolean isControl(char c) {
        return c < ' ' || c == 0x7f;
    }

    private static String phrase(int status) {
        String known = SIPResponse.getReasonPhrase(status);
        return known == null || known.isBlank() ? "Status " + status : known;
    }
}
