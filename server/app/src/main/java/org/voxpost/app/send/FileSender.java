package org.voxpost.app.send;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.lane.LaneThreads;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.IncomingCall;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipEndpoint;

/** Pushes files over a SIP and an MSRP endpoint of its own. Any thread may call it. */
public final class FileSender implements AutoCloseable {
    private final LaneThreads threads = new LaneThreads("send-timer");
    private final String address;
    private final Duration tail;
    private final MsrpEndpoint msrp;
    private final SipEndpoint sip;

    private FileSender(SipConfiguration sip, MsrpConfiguration msrp) throws IOException {
        this.address = msrp.advertisedHost();
        this.tail = msrp.timeouts().flow().tail();
        this.msrp = MsrpEndpoint.open(msrp);
        try {
            this.sip = SipEndpoint.open(sip, threads::lane, FileSender::refuse);
        } catch (IOException | RuntimeException e) {
            this.msrp.close();
            throw e;
        }
    }

    /**
     * Binds the sockets.
     *
     * @throws IOException when an address cannot be bound
     */
    public static FileSender open(SipConfiguration sip, MsrpConfiguration msrp) throws IOException {
        return new FileSender(sip, msrp);
    }

    /** Pushes one file; the result completes normally whatever the peer does. */
    public CompletableFuture<PushOutcome> push(FilePush push, PeerPolicy policy, PushEvents events) {
        Lane lane = threads.lane();
        return new PushRun(push, policy, events, lane, sip, msrp, address, tail).begin();
    }

    @Override
    public void close() {
        sip.close();
        msrp.close();
        threads.close();
    }

    private static CallEvents refuse(IncomingCall call) {
        call.reject(403);
        return end -> {};
    }
}
