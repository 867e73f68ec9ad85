package org.voxpost.sip.jain;

import gov.nist.core.Host;
import gov.nist.core.HostPort;
import gov.nist.core.NameValue;
import gov.nist.javax.sip.address.SipUri;
import org.jspecify.annotations.Nullable;

/** SIP URIs as nearly all are: a user of harmless characters, a name or IPv4 address, a port, parameters that are tokens. */
final class PlainUri {
    private static final int PORT_DIGITS = 5;

    private PlainUri() {}

    /** What the stack's parser makes of such a URI; null for what is not plain. The cursor is then anywhere. */
    static @Nullable SipUri read(PlainText text) {
        if (!text.pass("sip:")) {
            return null;
        }
        SipUri uri = new SipUri();
        uri.setScheme("sip");
        int start = text.mark();
        String user = text.run(PlainUri::isUser);
        if (user != null && text.pass('@')) {
            uri.setUser(user);
        } else {
            text.back(start);
        }
        HostPort place = place(text);
        if (place == null) {
            return null;
        }
        uri.setHostPort(place);
        while (text.pass(';')) {
            NameValue parameter = parameter(text, "");
            if (parameter == null) {
                return null;
            }
            uri.setUriParameter(parameter);
        }
        return uri;
    }

    /** A host, and a port where one is written. */
    static @Nullable HostPort place(PlainText text) {
        String host = text.run(PlainUri::isHost);
        if (host == null) {
            return null;
        }
        HostPort place = new HostPort();
        place.setHost(new Host(host));
        if (text.pass(':')) {
            int port = text.number(PORT_DIGITS);
            if (port < 0) {
                return null;
            }
            place.setPort(port);
        }
        return place;
    }

    /**
     * A parameter whose value is a token, or that has none.
     *
     * @param none what the stack has as value of a parameter that has none: it differs from header to header
     */
    static @Nullable NameValue parameter(PlainText text, @Nullable String none) {
        String name = text.token();
        if (name == null) {
            return null;
        }
        if (!text.pass('=')) {
            return new NameValue(name, none, none != null);
        }
        String value = text.token();
        return value == null ? null : new NameValue(name, value, false);
    }

    private static boolean isUser(int c) {
        return PlainText.isAlphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '+';
    }

    private static boolean isHost(int c) {
        return PlainText.isAlphanumeric(c) || c == '-' || c == '.' || c == '_';
    }
}
