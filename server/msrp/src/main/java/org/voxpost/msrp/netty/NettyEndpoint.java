package org.voxpost.msrp.netty;

import java.io.IOException;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpEndpoint;

/** The endpoint over Netty. */
public final class NettyEndpoint {

    private NettyEndpoint() {}

    @SuppressWarnings("DoNotCallSuggester") // the sockets come with the next commit
    public static MsrpEndpoint open(MsrpConfiguration configuration) throws IOException {
        throw new IOException("cannot bind " + configuration.bind() + ": the transport is not built in yet");
    }
}
