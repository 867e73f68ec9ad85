package org.voxpost.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.msrp.Certificates.Made;
import org.voxpost.msrp.Peers.Receiving;
import org.voxpost.msrp.TlsContext.Profile;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.Setup;
import org.voxpost.testkit.DnsPeer;

/** The name that our client asks a server for: the host of the path, where that is one (RFC 6066 §3). */
@Timeout(60)
class ServerNameTest {

    @ParameterizedTest
    @CsvSource({
        "STANDARD,ds.example.com,ds.example.com",
        "NG911,ds.example.com,ds.example.com",
        "STANDARD,127.0.0.1,",
        "NG911,127.0.0.1,"
    })
    void hostOfThePathIsTheServerNameAndAnAddressIsNone(Profile profile, String host, String expected)
            throws Exception {
        Made shown = Certificates.selfSigned(host);
        TlsContext context = TlsContext.selfSigned("default").withProfile(profile);
        try (DnsPeer names = DnsPeer.open().host("ds.example.com", "127.0.0.1");
                SSLServerSocket server = (SSLServerSocket) shown.sockets()
                        .getServerSocketFactory()
                        .createServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                MsrpEndpoint endpoint = MsrpEndpoint.open(Peers.loopback()
                        .withTls(TlsSettings.of(context))
                        .withNetwork(MsrpNetwork.DEFAULT.withNameServers(
                                List.of(names.address()), Duration.ofSeconds(5))))) {
            MsrpSession session = endpoint.offer(
                    SessionTerms.of(List.of("*")).withPolicy(PeerPolicy.DEFAULT.withSecurity(MediaSecurity.TLS)),
                    new Receiving());
            session.answered(MediaDescription.message(server.getLocalPort(), true)
                    .with(Attribute.of("path", "msrps://" + host + ":" + server.getLocalPort() + "/raw;tcp"))
                    .with(Attribute.of("accept-types", "*"))
                    .with(Setup.PASSIVE.attribute())
                    .with(shown.fingerprint("sha-256").attribute()));
            try (SSLSocket accepted = (SSLSocket) server.accept()) {
                accepted.startHandshake();
                List<SNIServerName> asked = ((ExtendedSSLSession) accepted.getSession()).getRequestedServerNames();
                assertThat(asked).isEqualTo(expected == null ? List.of() : List.of(new SNIHostName(expected)));
            }
        }
    }
}
