package org.voxpost.media;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One rule of the allow-list for HTTP targets.
 *
 * <p>{@code media.example.net} allows that name wherever it resolves to a public address; {@code *.example.net} every name
 * below. {@code 10.1.0.0/16} and {@code 127.0.0.1} allow addresses, under whatever name.
 * {@code media.lan@10.1.0.0/16} allows the name at these addresses only. A port follows as {@code :8080}, or {@code :*}
 * for any; without one, 80 and 443. IPv6 stands in brackets: {@code [2001:db8::/32]:8080}.
 */
public final class AllowedTarget {

    private static final int ANY_PORT = 0;
    private static final int WEB_PORTS = -1;
    private static final Pattern RULE = Pattern.compile("(?:(?<name>(?:\\*\\.)?[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*)@)?"
            + "(?:\\[(?<six>[0-9A-Fa-f:.]+(?:/\\d{1,3})?)]|(?<rest>[^\\[\\]:@]+))"
            + "(?::(?<port>\\d{1,5}|\\*))?");
    private static final Pattern NAME = Pattern.compile("(?:\\*\\.)?[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*");
    private static final Pattern FOUR = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}(?:/\\d{1,2})?");
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowWildcardedSeparator(false)
            .toParams();

    private final String text;
    private final @Nullable String name;
    private final @Nullable IPAddress network;
    private final int port;

    private AllowedTarget(String text, @Nullable String name, @Nullable IPAddress network, int port) {
        this.text = text;
        this.name = name;
        this.network = network;
        this.port = port;
    }

    /**
     * Reads a rule as it stands in the configuration.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public static AllowedTarget parse(String rule) {
        Matcher parts = RULE.matcher(rule.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a host, address or network with an optional port: " + rule);
        }
        String name = parts.group("name");
        String six = parts.group("six");
        String rest = parts.group("rest");
        String address = six != null ? six : FOUR.matcher(rest).matches() ? rest : null;
        if (address == null && (name != null || !NAME.matcher(rest).matches())) {
            throw new IllegalArgumentException("not an address or network: " + rest + " in " + rule);
        }
        String host = address == null ? rest : name;
        return new AllowedTarget(
                rule.strip(),
                host == null ? null : host.toLowerCase(Locale.ROOT),
                address == null ? null : network(address),
                port(parts.group("port"), rule));
    }

    private static IPAddress network(String text) {
        try {
            IPAddress address = new IPAddressString(text, STRICT).toAddress();
            return address.isPrefixed() ? address.toPrefixBlock() : address;
        } catch (AddressStringException e) {
            throw new IllegalArgumentException("not an address or network: " + text, e);
        }
    }

    private static int port(@Nullable String text, String rule) {
        if (text == null) {
            return WEB_PORTS;
        }
        if (text.equals("*")) {
            return ANY_PORT;
        }
        int port = Integer.parseInt(text);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be 1 to 65535: " + rule);
        }
        return port;
    }

    /** Whether a connection to this address, reached under this name, is within the rule. */
    boolean allows(String host, InetAddress address, int targetPort) {
        return mayName(host, targetPort)
                && (network == null
                        ? PublicAddresses.contains(address)
                        : network.contains(PublicAddresses.of(address)));
    }

    /** Whether the name alone does not rule the target out; the address decides after resolution. */
    boolean mayName(String host, int targetPort) {
        return portFits(targetPort) && (name == null || nameFits(host.toLowerCase(Locale.ROOT), name));
    }

    /** Whether the rule means a target by what its URI says: its name, or its address where that stands in the URI. */
    boolean means(String host, int targetPort) {
        if (name != null) {
            return mayName(host, targetPort);
        }
        InetAddress literal = literal(host);
        return literal != null
                && portFits(targetPort)
                && network != null
                && network.contains(PublicAddresses.of(literal));
    }

    /** Whether a target is allowed that somebody else resolves: an address by this rule, or a name that needs no certain address. */
    boolean allowsUnresolved(String host, int targetPort) {
        InetAddress literal = literal(host);
        if (literal != null) {
            return name == null && allows(host, literal, targetPort);
        }
        return name != null && network == null && mayName(host, targetPort);
    }

    /** Only the full forms: shorter ones, octal and hexadecimal mean different things to different resolvers. */
    private static @Nullable InetAddress literal(String host) {
        try {
            boolean brackets = host.startsWith("[") && host.endsWith("]");
            return InetAddress.ofLiteral(brackets ? host.substring(1, host.length() - 1) : host);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean portFits(int targetPort) {
        return switch (port) {
            case ANY_PORT -> true;
            case WEB_PORTS -> targetPort == 80 || targetPort == 443;
            default -> port == targetPort;
        };
    }

    private static boolean nameFits(String host, String name) {
        String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return name.startsWith("*.") ? bare.endsWith(name.substring(1)) : bare.equals(name);
    }

    /** The rule as configured. */
    @Override
    public String toString() {
        return text;
    }
}
