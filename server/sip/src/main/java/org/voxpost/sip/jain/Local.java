package org.voxpost.sip.jain;

import gov.nist.core.Host;
import gov.nist.core.HostPort;
import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.Via;
import java.text.ParseException;
import java.util.Locale;
import org.voxpost.sip.SipUri;

/** Who we say we are in Via and Contact. */
final class Local {
    private static final int DEFAULT_PORT = 5060;

    private final String host;
    private final int udpPort;
    private final int tcpPort;
    private final Ids ids;

    Local(String host, int udpPort, int tcpPort, Ids ids) {
        this.host = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        this.udpPort = udpPort;
        this.tcpPort = tcpPort;
        this.ids = ids;
    }

    String host() {
        return host;
    }

    /** A Via with a fresh branch; asks for rport over UDP (RFC 3581). */
    Via via(String transport) {
        Via via = new Via();
        via.setSentBy(hostPort(tcp(transport) ? tcpPort : udpPort));
        try {
            via.setTransport(transport.toUpperCase(Locale.ROOT));
            via.setBranch(ids.branch());
        } catch (ParseException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (!tcp(transport)) {
            via.setRPort();
        }
        return via;
    }

    /** As XMS: no port where it is the default, and no transport parameter for UDP. */
    Contact contact(String user, String transport) {
        int port = tcp(transport) ? tcpPort : udpPort;
        SipUri uri =
                new SipUri("sip", user, host, port == DEFAULT_PORT ? 0 : port, tcp(transport) ? ";transport=tcp" : "");
        Contact contact = new Contact();
        AddressImpl address = Uris.address(uri);
        address.setAddressType(AddressImpl.NAME_ADDR);
        contact.setAddress(address);
        return contact;
    }

    private HostPort hostPort(int port) {
        HostPort hostPort = new HostPort();
        hostPort.setHost(new Host(host));
        hostPort.setPort(port);
        return hostPort;
    }

    private static boolean tcp(String transport) {
        return transport.equalsIgnoreCase("tcp");
    }
}
