package org.voxpost.sip.jain;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Compares the host of a SIP URI with the subjectAltName of a certificate (RFC 5922 §7.1, §7.2): SIP domains where there are any, else
 * names; whole, without wildcards, and no common name. Addresses, of which that RFC says nothing, are compared with addresses.
 */
final class DomainNames {
    private static final int DNS_NAME = 2;
    private static final int URI = 6;
    private static final int IP_ADDRESS = 7;

    private DomainNames() {}

    /** @param host IPv6 with or without brackets */
    static boolean certified(String host, X509Certificate certificate) {
        Collection<List<?>> names;
        try {
            names = Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.of());
        } catch (CertificateParsingException unreadable) {
            return false;
        }
        String bare = bare(host);
        if (isAddress(bare)) {
            return values(names, IP_ADDRESS).stream().anyMatch(text -> sameAddress(text, bare));
        }
        List<String> domains = values(names, URI).stream()
                .filter(text -> text.regionMatches(true, 0, "sip:", 0, 4))
                .map(text -> text.substring(4))
                .toList();
        return (domains.isEmpty() ? values(names, DNS_NAME) : domains)
                .stream().anyMatch(name -> bare(name).equals(bare));
    }

    private static List<String> values(Collection<List<?>> names, int kind) {
        List<String> values = new ArrayList<>();
        for (List<?> name : names) {
            if (name.size() >= 2 && name.getFirst().equals(kind) && name.get(1) instanceof String text) {
                values.add(text);
            }
        }
        return values;
    }

    /** In lower case, without the dot of the root and the brackets of an address. */
    private static String bare(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[") && lower.endsWith("]")) {
            return lower.substring(1, lower.length() - 1);
        }
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static boolean isAddress(String host) {
        try {
            return InetAddress.ofLiteral(host).getAddress().length > 0;
        } catch (IllegalArgumentException name) {
            return false;
        }
    }

    private static boolean sameAddress(String one, String other) {
        return isAddress(one) && InetAddress.ofLiteral(one).equals(InetAddress.ofLiteral(other));
    }
}
