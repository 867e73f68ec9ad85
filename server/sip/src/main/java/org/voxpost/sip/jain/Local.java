package org.voxpost.sip.jain;

import gov.nist.core.Host;
import gov.nist.core.HostPort;
import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.Via;
import java.text.ParseException;
import java.util.Locale;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipTls;
import org.voxpost.sip.SipUri;

/** Who we say we are in Via and Contact. */
final class Local {
    private final String host;
    private final Ports ports;
    private final Ids ids;

    Local(String host, Ports ports, Ids ids) {
        this.host = Target.bracketed(host);
        this.ports = ports;
        this.ids = ids;
    }

    /** The ports that peers are told. */
    record Ports(int udp, int tcp, int tls) {
        static Ports of(SipConfiguration configuration, Stack stack) {
            int advertised = configuration.advertisedPort();
            int secure = configuration.tls().map(SipTls::advertisedPort).orElse(0);
            return new Ports(
                    advertised == 0 ? stack.udpPort() : advertised,
                    advertised == 0 ? stack.tcpPort() : advertised,
                    secure == 0 ? stack.tlsPort().orElse(0) : secure);
        }

        int of(String transport) {
            return switch (transport) {
                case Transports.TLS -> tls;
                case Transports.TCP -> tcp;
                default -> udp;
            };
        }
    }

    String host() {
        return host;
    }

    /** A Via with a fresh branch; asks for rport over UDP (RFC 3581). */
    Via via(String transport) {
        Via via = new Via();
        via.setSentBy(hostPort(ports.of(transport)));
        try {
            via.setTransport(transport.toUpperCase(Locale.ROOT));
            via.setBranch(ids.branch());
        } catch (ParseException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (!Transports.reliable(transport)) {
            via.setRPort();
        }
        return via;
    }

    /** As XMS: no port where it is the default, and no transport parameter for UDP; nor with {@code sips} (RFC 3261 §26.2.2). */
    Contact contact(String user, Way way) {
        String transport = way.transport();
        int port = ports.of(transport);
        String parameters = way.secure() || !Transports.reliable(transport) ? "" : ";transport=" + transport;
        SipUri uri = new SipUri(
                way.secure() ? "sips" : "sip",
                user,
                host,
                port == Transports.defaultPort(way.secure() ? Transports.TLS : transport) ? 0 : port,
                parameters);
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
}
