package org.voxpost.msrp.netty;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseNotifier;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpNetwork;
import org.voxpost.msrp.session.Target;

/**
 * Looks host names up (RFC 4975 §6.2: A and AAAA), without a thread that waits. No socket is opened before the first name that is
 * no literal and not in the hosts file.
 */
final class Names implements AutoCloseable {

    private final EventLoop loop;
    private final MsrpNetwork network;
    private final ResolvedAddressTypes families;
    private @Nullable DnsNameResolver resolver;

    Names(EventLoop loop, MsrpConfiguration configuration) {
        this.loop = loop;
        this.network = configuration.network();
        this.families = configuration.bind().getAddress() instanceof Inet6Address
                ? ResolvedAddressTypes.IPV6_PREFERRED
                : ResolvedAddressTypes.IPV4_PREFERRED;
    }

    /** All addresses of a host, those of the listener's family first. Any thread; the future completes on any loop. */
    Future<List<InetAddress>> lookUp(String host) {
        InetAddress literal = NetUtil.createInetAddressFromIpAddressString(host);
        if (literal != null) {
            return loop.newSucceededFuture(List.of(literal));
        }
        Promise<List<InetAddress>> answer = loop.newPromise();
        loop.execute(() -> resolver().resolveAll(host).addListener(new PromiseNotifier<>(answer)));
        return answer;
    }

    /**
     * Where a service is, in the order to try (RFC 2782); empty when nothing is known of it, and no place when it is known not to be. Any thread;
     * completes normally, on any loop.
     *
     * @param service such as {@code _msrps._tcp.example.com}
     */
    CompletableFuture<Optional<List<Target>>> places(String service) {
        CompletableFuture<Optional<List<Target>>> places = new CompletableFuture<>();
        loop.execute(() -> {
            Future<List<DnsRecord>> answer = resolver().resolveAll(new DefaultDnsQuestion(service, DnsRecordType.SRV));
            answer.addListener(_ -> {
                List<Services.Service> found = answer.isSuccess() ? Services.read(answer.getNow()) : List.of();
                places.complete(
                        found.isEmpty()
                                ? Optional.empty()
                                : Optional.of(Services.order(found, ThreadLocalRandom.current())));
            });
        });
        return places;
    }

    /** All addresses of some hosts; none for one that cannot be resolved. Any thread; completes normally, on any loop. */
    CompletableFuture<Set<InetAddress>> lookUpAll(Collection<String> hosts) {
        List<CompletableFuture<List<InetAddress>>> answers =
                hosts.stream().map(this::known).toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(_ -> answers.stream()
                        .flatMap(answer -> answer.join().stream())
                        .collect(Collectors.toSet()));
    }

    private CompletableFuture<List<InetAddress>> known(String host) {
        CompletableFuture<List<InetAddress>> known = new CompletableFuture<>();
        Future<List<InetAddress>> answer = lookUp(host);
        answer.addListener(_ -> known.complete(answer.isSuccess() ? answer.getNow() : List.of()));
        return known;
    }

    /** Whether an address is one of these hosts. */
    CompletableFuture<Boolean> isOneOf(Collection<String> hosts, @Nullable InetAddress address) {
        return lookUpAll(hosts).thenApply(found -> address != null && found.contains(address));
    }

    private DnsNameResolver resolver() {
        DnsNameResolver known = resolver;
        if (known == null) {
            DnsNameResolverBuilder builder = new DnsNameResolverBuilder(loop)
                    .datagramChannelType(NioDatagramChannel.class)
                    .socketChannelType(NioSocketChannel.class)
                    .queryTimeoutMillis(network.nameTimeout().toMillis())
                    .resolvedAddressTypes(families)
                    .completeOncePreferredResolved(false);
            if (!network.nameServers().isEmpty()) {
                builder.nameServerProvider(new SequentialDnsServerAddressStreamProvider(network.nameServers()));
            }
            known = builder.build();
            resolver = known;
        }
        return known;
    }

    /** To be called before the loops end; calling it again does nothing. */
    @Override
    public void close() {
        if (loop.isShuttingDown()) {
            return;
        }
        loop.execute(() -> {
            if (resolver != null) {
                resolver.close();
            }
        });
    }
}
