package org.voxpost.msrp.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.session.Target;

/** Where a service is, of several places (RFC 2782). */
final class Services {

    /** Records that are looked at. */
    private static final int MOST = 32;

    private static final int FIXED_OCTETS = 7;

    private Services() {}

    /** One SRV record; a target that is empty says that there is no such service. */
    record Service(int priority, int weight, Target place) {}

    /** Reads and releases the records, and leaves out what cannot be read. */
    static List<Service> read(List<DnsRecord> records) {
        List<Service> services = new ArrayList<>();
        for (DnsRecord record : records) {
            Service service = services.size() < MOST ? read(record) : null;
            if (service != null) {
                services.add(service);
            }
            ReferenceCountUtil.release(record);
        }
        return services;
    }

    private static @Nullable Service read(DnsRecord record) {
        if (!(record instanceof ByteBufHolder raw) || raw.content().readableBytes() < FIXED_OCTETS) {
            return null;
        }
        try {
            ByteBuf octets = raw.content().duplicate();
            int priority = octets.readUnsignedShort();
            int weight = octets.readUnsignedShort();
            int port = octets.readUnsignedShort();
            String name = DefaultDnsRecordDecoder.decodeName(octets);
            String host = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
            return new Service(priority, weight, new Target(host, port));
        } catch (RuntimeException _) {
            return null;
        }
    }

    /** The order in which to try them: by priority, and among equals by lot, the heavier likelier first. */
    static List<Target> order(List<Service> services, RandomGenerator lots) {
        List<Service> left = new ArrayList<>(services);
        left.sort(Comparator.comparingInt(Service::priority).thenComparingInt(Service::weight));
        List<Target> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            int first = left.getFirst().priority();
            List<Service> equals =
                    left.stream().filter(one -> one.priority() == first).toList();
            Service drawn = draw(equals, lots);
            left.remove(drawn);
            if (!drawn.place().host().isEmpty()) {
                ordered.add(drawn.place());
            }
        }
        return ordered;
    }

    private static Service draw(List<Service> equals, RandomGenerator lots) {
        int lot = lots.nextInt(equals.stream().mapToInt(Service::weight).sum() + 1);
        int sum = 0;
        for (Service one : equals) {
            sum += one.weight();
            if (sum >= lot) {
                return one;
            }
        }
        return equals.getLast();
    }
}
