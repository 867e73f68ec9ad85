package org.voxpost.msrp.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.msrp.AddressPolicy;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;

/** The code point of what we send (RFC 2474), on connections that we make and that are made to us. */
@Timeout(60)
class DscpTest {

    private static final int EXPEDITED = 46;

    private static SessionTerms marked(int dscp) {
        return SessionTerms.of(List.of("*"))
                .withPolicy(PeerPolicy.DEFAULT.withAddress(AddressPolicy.DEFAULT.withDscp(dscp)));
    }

    private static NettyEndpoint open(String address) throws Exception {
        return (NettyEndpoint)
                NettyEndpoint.open(MsrpConfiguration.on(new InetSocketAddress(InetAddress.ofLiteral(address), 0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void bothSidesMarkWhatTheySend(String address) throws Exception {
        try (NettyEndpoint offerer = open(address);
                NettyEndpoint answerer = open(address)) {
            Established here = new Established();
            Established there = new Established();
            MsrpSession offering = offerer.offer(marked(EXPEDITED), here);
            MsrpSession answering = answerer.answer(offering.localDescription(), marked(10), there);
            answering.start();
            offering.answered(answering.localDescription());
            here.done.get(20, TimeUnit.SECONDS);
            there.done.get(20, TimeUnit.SECONDS);
            assertThat(offerer.sockets().options(ChannelOption.IP_TOS)).containsExactly(EXPEDITED << 2);
            assertThat(answerer.sockets().options(ChannelOption.IP_TOS)).containsExactly(10 << 2);
        }
    }

    private static final class Established implements SessionEvents {
        final CompletableFuture<Boolean> done = new CompletableFuture<>();

        @Override
        public void established() {
            done.complete(true);
        }

        @Override
        public Reception incoming(IncomingMessage message) {
            return Reception.refuse(403, "nothing is wanted");
        }
    }
}
