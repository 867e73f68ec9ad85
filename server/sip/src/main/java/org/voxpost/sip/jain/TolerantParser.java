package org.voxpost.sip.jain;

import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import javax.sip.InvalidArgumentException;
import org.jspecify.annotations.Nullable;
import org.voxpost.sip.SipDeviation;

/**
 * The stack's parser with our tolerances, and without a way to hurt the thread that reads. Holds no state of a message, so
 * one serves all threads.
 */
final class TolerantParser extends StringMsgParser implements MessageParserFactory {
    /** Headers that a message may have once only (RFC 3261 §7.3.1), long and compact names. */
    private static final Map<String, Integer> SINGLE = Map.ofEntries(
            Map.entry("from", 1),
            Map.entry("f", 1),
            Map.entry("to", 2),
            Map.entry("t", 2),
            Map.entry("call-id", 4),
            Map.entry("i", 4),
            Map.entry("cseq", 8),
            Map.entry("max-forwards", 16),
            Map.entry("content-type", 32),
            Map.entry("c", 32),
            Map.entry("content-length", 64),
            Map.entry("l", 64),
            Map.entry("session-expires", 128),
            Map.entry("x", 128));

    private static final int CONTENT_LENGTH = 64;

    private final Counters counters;

    TolerantParser(Counters counters) {
        this.counters = counters;
    }

    @Override
    public MessageParser createMessageParser(SIPTransactionStack stack) {
        return this;
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // whatever a peer sends must not end the reader
    public @Nullable SIPMessage parseSIPMessage(
            byte[] bytes, boolean readBody, boolean strict, ParseExceptionListener listener) throws ParseException {
        try {
            SIPMessage message = super.parseSIPMessage(bytes, readBody, strict, listener);
            if (message != null) {
                trimBody(message, bytes, readBody);
                if (message instanceof SIPRequest request) {
                    amend(request);
                }
            }
            return message;
        } catch (ParseException malformed) {
            counters.malformed.increment();
            throw malformed;
        } catch (RuntimeException | StackOverflowError malformed) {
            counters.malformed.increment();
            throw new ParseException("not a SIP message", 0);
        }
    }

    @Override
    protected SIPMessage processFirstLine(String line, ParseExceptionListener listener, byte[] bytes)
            throws ParseException {
        SIPMessage message = firstLine(line, listener, bytes);
        ReceivedNotes notes = new ReceivedNotes();
        notes.otherVersion = message instanceof SIPRequest && !line.endsWith(" SIP/2.0");
        message.setApplicationData(notes);
        return message;
    }

    private SIPMessage firstLine(String line, ParseExceptionListener listener, byte[] bytes) throws ParseException {
        RequestLine asks = PlainHeaders.requestLine(line);
        if (asks != null) {
            SIPRequest request = new SIPRequest();
            request.setRequestLine(asks);
            return request;
        }
        StatusLine answers = PlainHeaders.statusLine(line);
        if (answers != null) {
            SIPResponse response = new SIPResponse();
            response.setStatusLine(answers);
            return response;
        }
        return super.processFirstLine(line, listener, bytes);
    }

    @Override
    protected void processHeader(String header, SIPMessage message, ParseExceptionListener listener, byte[] bytes)
            throws ParseException {
        if (message.getApplicationData() instanceof ReceivedNotes notes) {
            note(header, notes);
        }
        SIPHeader plain = PlainHeaders.read(header);
        if (plain == null) {
            super.processHeader(header, message, listener, bytes);
        } else if (plain instanceof ExtensionHeaderImpl more
                && message.getHeader(plain.getName()) instanceof ExtensionHeaderImpl earlier) {
            earlier.setValue(earlier.getValue() + ", " + more.getValue());
        } else {
            message.attachHeader(plain, false);
        }
    }

    private static void note(String header, ReceivedNotes notes) {
        int colon = header.indexOf(':');
        if (colon <= 0) {
            return;
        }
        Integer bit = SINGLE.get(header.substring(0, colon).strip().toLowerCase(Locale.ROOT));
        if (bit == null) {
            return;
        }
        if ((notes.seen & bit) != 0 && notes.bad == null) {
            notes.bad = "Repeated " + header.substring(0, colon).strip();
        }
        notes.seen |= bit;
        if (bit == CONTENT_LENGTH) {
            try {
                notes.declaredLength =
                        Integer.parseInt(header.substring(colon + 1).strip());
            } catch (NumberFormatException malformed) {
                notes.bad = "Malformed Content-Length";
            }
        }
    }

    /** RFC 3261 §18.3: what is behind the declared length is dropped; without a length the datagram is the body. */
    private static void trimBody(SIPMessage message, byte[] bytes, boolean readBody) throws ParseException {
        if (!readBody || !(message.getApplicationData() instanceof ReceivedNotes notes)) {
            return;
        }
        int head = message.getSize();
        if (notes.declaredLength < 0 && (notes.seen & CONTENT_LENGTH) == 0 && head < bytes.length) {
            message.setMessageContent(Arrays.copyOfRange(bytes, head, bytes.length));
        } else if (notes.declaredLength > 0 && head + notes.declaredLength < bytes.length) {
            message.setMessageContent(Arrays.copyOfRange(bytes, head, head + notes.declaredLength));
        }
    }

    private void amend(SIPRequest request) {
        if (request.getFrom() == null
                || request.getTo() == null
                || request.getCallId() == null
                || request.getCSeq() == null
                || request.getTopmostVia() == null) {
            return;
        }
        Via via = request.getTopmostVia();
        if (!ScopedVia.hasCookie(via.getBranch())) {
            counters.tolerated(SipDeviation.BRANCH_WITHOUT_COOKIE);
        }
        request.getViaHeaders()
                .set(
                        0,
                        ScopedVia.of(
                                via,
                                request.getCallId().getCallId(),
                                request.getFrom().getTag(),
                                request.getCSeq().getSeqNumber()));
        if (request.getMaxForwards() == null) {
            counters.tolerated(SipDeviation.NO_MAX_FORWARDS);
            try {
                request.setHeader(new MaxForwards(70));
            } catch (InvalidArgumentException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
