package org.voxpost.msrp.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.voxpost.msrp.netty.Services.Service;
import org.voxpost.msrp.session.Target;

/** SRV records, and the order in which their places are tried (RFC 2782). */
class ServicesTest {

    private static DnsRecord record(ByteBuf octets) {
        return new DefaultDnsRawRecord("_msrps._tcp.example.com", DnsRecordType.SRV, 60, octets);
    }

    private static Service service(int priority, int weight, String host) {
        return new Service(priority, weight, new Target(host, 2855));
    }

    @Test
    void recordIsReadAndReleasedAndOddOnesAreLeftOut() {
        ByteBuf good = Unpooled.buffer();
        good.writeShort(1).writeShort(2).writeShort(9_000).writeByte(5);
        good.writeBytes("relay".getBytes(StandardCharsets.US_ASCII)).writeByte(0);
        ByteBuf cut = Unpooled.buffer().writeShort(1);
        ByteBuf endless =
                Unpooled.buffer().writeShort(1).writeShort(1).writeShort(1).writeByte(63);
        assertThat(Services.read(List.of(record(cut), record(endless), record(good))))
                .containsExactly(new Service(1, 2, new Target("relay", 9_000)));
        assertThat(List.of(good.refCnt(), cut.refCnt(), endless.refCnt())).containsOnly(0);
    }

    @Test
    void lowerPriorityComesFirst() {
        List<Service> services = List.of(service(20, 100, "late"), service(10, 0, "early"));
        assertThat(Services.order(services, new Random(1)))
                .containsExactly(new Target("early", 2855), new Target("late", 2855));
    }

    @Test
    void heavierIsLikelierFirstAndTheLighterIsNotForgotten() {
        Random lots = new Random(7);
        List<Service> services = List.of(service(1, 1, "light"), service(1, 9, "heavy"));
        int heavyFirst = 0;
        for (int i = 0; i < 1_000; i++) {
            List<Target> order = Services.order(services, lots);
            assertThat(order).hasSize(2);
            heavyFirst += order.getFirst().host().equals("heavy") ? 1 : 0;
        }
        assertThat(heavyFirst).isBetween(700, 980);
    }

    @Test
    void serviceThatIsNotThereHasNoPlace() {
        assertThat(Services.order(List.of(service(0, 0, "")), new Random(1))).isEmpty();
    }
}
