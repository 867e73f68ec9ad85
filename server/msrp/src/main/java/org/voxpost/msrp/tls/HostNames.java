package org.voxpost.msrp.tls;

import io.netty.util.NetUtil;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Compares the host of a URI with the subjectAltName of a certificate (RFC 4975 §5.4, RFC 4976 §9). Names are compared
 * whole: no wildcards (RFC 8122 §6.1), and no common name.
 */
final class HostNames {

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private HostNames() {}

    static boolean isAddress(String host) {
        return NetUtil.createByteArrayFromIpAddressString(host) != null;
    }

    /** @param host IPv6 without brackets */
    static boolean certified(String host, X509Certificate certificate) {
        Collection<List<?>> names;
        try {
            names = Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.of());
        } catch (CertificateParsingException e) {
            return false;
        }
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        for (List<?> name : names) {
            if (name.size() < 2 || !(name.get(1) instanceof String text)) {
                continue;
            }
            if (address == null
                    && name.getFirst().equals(DNS_NAME)
                    && bare(text).equalsIgnoreCase(bare(host))) {
                return true;
            }
            if (address != null
                    && name.getFirst().equals(IP_ADDRESS)
                    && Arrays.equals(address, NetUtil.createByteArrayFromIpAddressString(text))) {
                return true;
            }
        }
        return false;
    }

    /** Without the dot of the root. */
    private static String bare(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
