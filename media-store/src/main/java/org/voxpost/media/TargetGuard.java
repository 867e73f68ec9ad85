package org.voxpost.media;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.voxpost.media.MediaException.Reason;

/**
 * The guard against requests that an application server could make us send into places it cannot reach itself.
 *
 * <p>It is the resolver of the HTTP client: the addresses it returns are the ones connected to, so a name that resolves
 * differently a moment later gains nothing. Every redirect passes it again.
 */
final class TargetGuard implements DnsResolver {

    private final List<AllowedTarget> allowed;
    private final DnsResolver names;

    TargetGuard(List<AllowedTarget> allowed, DnsResolver names) {
        this.allowed = allowed;
        this.names = names;
    }

    /** Refuses what no address could make right, before anything is resolved: the query itself tells a name server. */
    void check(URI target) throws MediaException {
        int port = port(target);
        if (allowed.stream().noneMatch(rule -> rule.mayName(target.getHost(), port))) {
            throw new MediaException(Reason.FORBIDDEN, "host not allowed: " + target.getHost() + ":" + port);
        }
    }

    /** The same where a proxy resolves the name: then only the name, or an address in the URI itself, can be judged. */
    void checkName(URI target) throws MediaException {
        int port = port(target);
        if (allowed.stream().noneMatch(rule -> rule.allowsUnresolved(target.getHost(), port))) {
            throw new MediaException(
                    Reason.FORBIDDEN, "host not allowed through a proxy: " + target.getHost() + ":" + port);
        }
    }

    static int port(URI target) {
        return target.getPort() >= 0 ? target.getPort() : target.getScheme().equals("https") ? 443 : 80;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        List<InetSocketAddress> permitted = Arrays.stream(names.resolve(host))
                .filter(address -> allowed.stream().anyMatch(rule -> rule.allows(host, address, port)))
                .map(address -> new InetSocketAddress(address, port))
                .toList();
        if (permitted.isEmpty()) {
            throw new ForbiddenTarget("host not allowed: " + host + ":" + port);
        }
        return permitted;
    }

    /** Without a port nothing can be decided, so nothing is resolved. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        throw new ForbiddenTarget("host not allowed without its port: " + host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** Travels through the HTTP client, which knows only its parent. */
    static final class ForbiddenTarget extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        ForbiddenTarget(String message) {
            super(message);
        }
    }
}
