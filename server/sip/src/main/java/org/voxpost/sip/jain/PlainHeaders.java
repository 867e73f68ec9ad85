package org.voxpost.sip.jain;

import gov.nist.core.HostPort;
import gov.nist.core.NameValue;
import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.Protocol;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import java.text.ParseException;
import java.util.Locale;
import javax.sip.InvalidArgumentException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines that are in every message, in the form that nearly every sender gives them (RFC 3261 §20, §25). The stack's
 * parser costs five times as much for the same object; it gets every line that is written in another way, and all that may be
 * wrong.
 */
final class PlainHeaders {
    private static final String VERSION = "SIP/2.0";
    private static final int NINE_DIGITS = 9;
    private static final int MOST_FORWARDS = 255;

    private PlainHeaders() {}

    /** What the stack's parser makes of this header; null when that has to be asked. */
    static @Nullable SIPHeader read(String line) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            return null;
        }
        String name = line.substring(0, colon).strip();
        PlainText text = new PlainText(line, colon + 1);
        try {
            SIPHeader header = switch (name) {
                case "Via" -> via(text);
                case "From" -> address(new From(), text);
                case "To" -> address(new To(), text);
                case "Contact" -> contact(text);
                case "Call-ID" -> callId(text);
                case "CSeq" -> cseq(text);
                case "Max-Forwards" -> maxForwards(text);
                case "Content-Length" -> contentLength(text);
                case "Content-Type" -> contentType(text);
                case "k", "K" -> asWritten("Supported", text);
                default -> isUnparsed(name) ? asWritten(name, text) : null;
            };
            return header != null && text.end() ? header : null;
        } catch (ParseException | InvalidArgumentException notPlain) {
            return null;
        }
    }

    static @Nullable RequestLine requestLine(String line) {
        PlainText text = new PlainText(line, 0);
        String method = method(text);
        if (method == null || !text.pass(' ')) {
            return null;
        }
        SipUri uri = PlainUri.read(text);
        if (uri == null || !text.pass(' ') || !text.pass(VERSION) || !text.end()) {
            return null;
        }
        RequestLine request = new RequestLine();
        request.setMethod(method);
        request.setUri(uri);
        request.setSipVersion(VERSION);
        return request;
    }

    static @Nullable StatusLine statusLine(String line) {
        PlainText text = new PlainText(line, 0);
        if (!text.pass(VERSION) || !text.pass(' ')) {
            return null;
        }
        int status = text.number(3);
        if (status < 100 || !text.pass(' ')) {
            return null;
        }
        StatusLine response = new StatusLine();
        response.setSipVersion(VERSION);
        response.setStatusCode(status);
        response.setReasonPhrase(text.rest().strip());
        return response;
    }

    private static @Nullable SIPHeader via(PlainText text) {
        if (!text.pass("SIP/2.0/")) {
            return null;
        }
        String transport = text.token();
        if (transport == null || !text.pass(' ')) {
            return null;
        }
        Protocol protocol = new Protocol();
        protocol.setTransport(transport);
        HostPort sentBy = PlainUri.place(text);
        if (sentBy == null) {
            return null;
        }
        Via via = new Via();
        via.setSentProtocol(protocol);
        via.setSentBy(sentBy);
        while (text.pass(';')) {
            NameValue parameter = PlainUri.parameter(text, null);
            if (parameter == null) {
                return null;
            }
            parameter.setName(parameter.getName().toLowerCase(Locale.ROOT));
            if (isEmptyBranch(parameter)) {
                return null;
            }
            via.setParameter(parameter);
        }
        ViaList list = new ViaList();
        list.add(via);
        return list;
    }

    private static boolean isEmptyBranch(NameValue parameter) {
        return parameter.getName().equals(Via.BRANCH) && parameter.getValueAsObject() == null;
    }

    private static @Nullable SIPHeader contact(PlainText text) {
        Contact contact = new Contact();
        if (address(contact, text) == null) {
            return null;
        }
        ContactList list = new ContactList();
        list.add(contact);
        return list;
    }

    private static @Nullable SIPHeader address(AddressParametersHeader header, PlainText text) {
        if (!text.pass('<')) {
            return null;
        }
        SipUri uri = PlainUri.read(text);
        if (uri == null || !text.pass('>')) {
            return null;
        }
        AddressImpl address = new AddressImpl();
        address.setAddressType(AddressImpl.NAME_ADDR);
        address.setURI(uri);
        header.setAddress(address);
        while (text.pass(';')) {
            NameValue parameter = PlainUri.parameter(text, "");
            if (parameter == null) {
                return null;
            }
            header.setParameter(parameter);
        }
        return header;
    }

    private static @Nullable SIPHeader callId(PlainText text) throws ParseException {
        if (text.end()) {
            return null;
        }
        CallID callId = new CallID();
        callId.setCallId(text.rest().strip());
        return callId;
    }

    private static @Nullable SIPHeader cseq(PlainText text) throws InvalidArgumentException, ParseException {
        int number = text.number(NINE_DIGITS);
        text.blanks();
        String method = method(text);
        return number < 0 || method == null ? null : new CSeq(number, method);
    }

    private static @Nullable SIPHeader maxForwards(PlainText text) throws InvalidArgumentException {
        int hops = text.number(NINE_DIGITS);
        return hops < 0 || hops > MOST_FORWARDS ? null : new MaxForwards(hops);
    }

    private static @Nullable SIPHeader contentLength(PlainText text) {
        int length = text.number(NINE_DIGITS);
        return length < 0 ? null : new ContentLength(length);
    }

    private static @Nullable SIPHeader contentType(PlainText text) {
        String type = text.token();
        if (type == null || !text.pass('/')) {
            return null;
        }
        String subtype = text.token();
        return subtype == null ? null : new ContentType(type, subtype);
    }

    /**
     * Whether the header is kept as it is written, whatever is in it. Products mean nothing to us, and the stack reads each by an
     * exception or two; of lists of methods and of options it makes an object for each item. What we read of them we read as text.
     */
    private static boolean isUnparsed(String name) {
        return switch (name.length()) {
            case 5 -> name.equalsIgnoreCase("Allow");
            case 6 -> name.equalsIgnoreCase("Server");
            case 9 -> name.equalsIgnoreCase("Supported");
            case 10 -> name.equalsIgnoreCase("User-Agent");
            case 15 -> name.equalsIgnoreCase("Session-Expires");
            default -> false;
        };
    }

    private static SIPHeader asWritten(String name, PlainText text) {
        ExtensionHeaderImpl header = new ExtensionHeaderImpl(name);
        header.setValue(text.rest().strip());
        return header;
    }

    /** The methods that we and our peers know, each as one object: the stack compares them by identity first. */
    private static @Nullable String method(PlainText text) {
        String method = text.token();
        return method == null
                ? null
                : switch (method) {
                    case "INVITE" -> "INVITE";
                    case "ACK" -> "ACK";
                    case "BYE" -> "BYE";
                    case "CANCEL" -> "CANCEL";
                    case "INFO" -> "INFO";
                    case "OPTIONS" -> "OPTIONS";
                    case "UPDATE" -> "UPDATE";
                    default -> null;
                };
    }
}
