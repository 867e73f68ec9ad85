package org.voxpost.app.receive;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.voxpost.app.config.TlsPorts;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.lane.LaneThreads;
import org.voxpost.media.Inbox;
import org.voxpost.media.MediaException;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.IncomingCall;
import org.voxpost.sip.SipEndpoint;

/** A delivery server that takes calls from {@link #open} to {@link #close}. Any thread may call it. */
public final class DeliveryServer implements AutoCloseable {
    private final ReceiveTerms terms;
    private final ReceiveEvents events;
    private final LaneThreads threads;
    private final Inbox inbox;
    private final MsrpEndpoint msrp;
    private final SipEndpoint sip;
    private final Transfers transfers = new Transfers();
    private final Optional<SharedFiles> shared;
    private final Set<ReceivingCall> calls = ConcurrentHashMap.newKeySet();

    private DeliveryServer(ReceiveTerms terms, ReceiveEvents events, LaneThreads threads)
            throws IOException, MediaException {
        this.terms = terms;
        this.shared = terms.shared().map(SharedFiles::new);
        this.events = events;
        this.threads = threads;
        ArrayDeque<Runnable> open = new ArrayDeque<>(List.<Runnable>of(threads::close));
        try {
            this.inbox = Inbox.open(terms.directory(), terms.acceptance().largest(), terms.keep());
            open.push(inbox::close);
            this.msrp = MsrpEndpoint.open(terms.msrp());
            open.push(msrp::close);
            this.sip = SipEndpoint.open(terms.sip(), threads.lanes(), this::incoming);
        } catch (IOException | MediaException | RuntimeException e) {
            open.forEach(Runnable::run);
            throw e;
        }
    }

    /**
     * Binds the sockets and takes calls.
     *
     * @throws IOException when an address cannot be bound
     * @throws MediaException when the directory cannot be used, or another process holds it
     */
    public static DeliveryServer open(ReceiveTerms terms, ReceiveEvents events) throws IOException, MediaException {
        return open(terms, events, new LaneThreads("receive-timer"));
    }

    /** Owns the threads, also when it does not open. */
    static DeliveryServer open(ReceiveTerms terms, ReceiveEvents events, LaneThreads threads)
            throws IOException, MediaException {
        return new DeliveryServer(terms, events, threads);
    }

    public int sipUdpPort() {
        return sip.udpPort();
    }

    public int sipTcpPort() {
        return sip.tcpPort();
    }

    public int msrpPort() {
        return msrp.port();
    }

    /** Each with its context, for people; empty without TLS. */
    public String msrpTlsPorts() {
        return TlsPorts.words(terms.msrp(), msrp);
    }

    /** Calls that are not over. */
    public int calls() {
        return calls.size();
    }

    /** Hangs up what stands, and releases sockets, threads and the directory. Files that are not complete are gone, or kept. */
    @Override
    public void close() {
        calls.forEach(ReceivingCall::hangUp);
        sip.close();
        msrp.close();
        inbox.settle();
        threads.close();
        inbox.close();
    }

    private CallEvents incoming(IncomingCall call) {
        ReceivingCall receiving = new ReceivingCall(this, call, Lane.current());
        calls.add(receiving);
        try {
            receiving.begin();
        } catch (RuntimeException e) {
            receiving.broken();
            throw e;
        }
        return receiving;
    }

    ReceiveTerms terms() {
        return terms;
    }

    ReceiveEvents events() {
        return events;
    }

    MsrpEndpoint msrp() {
        return msrp;
    }

    Optional<SharedFiles> shared() {
        return shared;
    }

    Transfers transfers() {
        return transfers;
    }

    Inbox inbox() {
        return inbox;
    }

    /** For what waits for the disk. */
    Lane waitingLane() {
        return threads.waitingLane();
    }

    /** For what waits for the disk. */
    Executor blocking() {
        return threads.blocking();
    }

    void over(ReceivingCall call) {
        calls.remove(call);
    }
}
