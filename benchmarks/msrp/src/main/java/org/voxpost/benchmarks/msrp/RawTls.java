package org.voxpost.benchmarks.msrp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.voxpost.msrp.TlsContext;
import org.voxpost.msrp.session.PeerIdentity;
import org.voxpost.msrp.tls.Expectation;
import org.voxpost.msrp.tls.LiveContext;
import org.voxpost.msrp.tls.TlsContexts;
import org.voxpost.sdp.Fingerprint;
import org.voxpost.sdp.Hash;

/** TLS under the raw peers: Netty's handler as the stack sets it up, so that engine, cipher suite and records are the same. */
final class RawTls {

    private static final String HOST = "127.0.0.1";

    private final LiveContext context;
    private final Executor tasks = Executors.newVirtualThreadPerTaskExecutor();

    RawTls(TlsContext.Profile profile) throws IOException {
        TlsContexts contexts = TlsContexts.load(Terms.tls(profile), HOST);
        context = Objects.requireNonNull(contexts.named(TlsContext.DEFAULT_NAME));
    }

    Fingerprint fingerprint() {
        return context.ticket().fingerprints().getFirst();
    }

    /** Puts TLS under a channel that was accepted. */
    Consumer<Channel> server() {
        return channel -> channel.pipeline().addFirst(context.identity().accepting(channel.alloc(), tasks));
    }

    /** Puts TLS under a channel that is to connect. */
    Consumer<Channel> client(int port, String sha256) {
        Fingerprint peer =
                new Fingerprint(Hash.of("sha-256", HexFormat.ofDelimiter(":").parseHex(sha256)));
        Expectation expected = new Expectation(new PeerIdentity.Holder(Set.of(peer)));
        return channel -> {
            ChannelPipeline pipeline = channel.pipeline();
            pipeline.addFirst(context.identity().connecting(channel.alloc(), tasks, HOST, port, expected));
        };
    }
}
