package org.voxpost.sip.jain;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import org.voxpost.sip.CallUri;
import org.voxpost.sip.OtherUri;
import org.voxpost.sip.SipSyntaxException;
import org.voxpost.sip.SipUri;

/** Our URIs and the stack's. */
final class Uris {
    private static final StringMsgParser PARSER = new StringMsgParser();

    private Uris() {}

    static gov.nist.javax.sip.address.SipUri jain(SipUri uri) {
        String written = uri.toString();
        PlainText text = new PlainText(written, 0);
        gov.nist.javax.sip.address.SipUri plain = PlainUri.read(text);
        if (plain != null && text.end()) {
            return plain;
        }
        try {
            return PARSER.parseSIPUrl(written);
        } catch (ParseException malformed) {
            throw new SipSyntaxException("not a SIP URI");
        }
    }

    static AddressImpl address(SipUri uri) {
        AddressImpl address = new AddressImpl();
        address.setURI(jain(uri));
        address.setAddressType(AddressImpl.NAME_ADDR);
        return address;
    }

    /**
     * What a peer wrote, as ours.
     *
     * @throws SipSyntaxException when it is another kind of URI
     */
    static SipUri ours(javax.sip.address.URI uri) {
        if (uri instanceof gov.nist.javax.sip.address.SipUri generic) {
            return SipUri.parse(generic.encode());
        }
        throw new SipSyntaxException("not a SIP URI");
    }

    /**
     * What a peer wrote where it need not be a SIP URI, as ours.
     *
     * @throws SipSyntaxException when it is neither a SIP URI nor one that {@link OtherUri} takes
     */
    static CallUri any(javax.sip.address.URI uri) {
        return !uri.isSipURI() && uri instanceof GenericURI generic ? new OtherUri(generic.encode()) : ours(uri);
    }

    /** Whether a URI is one that only TLS leads to. */
    static boolean secure(javax.sip.address.URI uri) {
        return uri.getScheme().equalsIgnoreCase("sips");
    }

    /** The user part for a Contact of ours in a call to this URI. A service or a number is not a user of this host. */
    static String user(CallUri called) {
        return switch (called) {
            case SipUri sip -> sip.user();
            case OtherUri _ -> "";
        };
    }
}
