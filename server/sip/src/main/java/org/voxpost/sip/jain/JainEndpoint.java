package org.voxpost.sip.jain;

import java.io.IOException;
import java.net.InetAddress;
import java.util.OptionalInt;
import java.util.TooManyListenersException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.CallHandler;
import org.voxpost.sip.Invitation;
import org.voxpost.sip.Lanes;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.ResumedCall;
import org.voxpost.sip.SavedCall;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipStatistics;

/** The endpoint over JAIN-SIP; {@link SipEndpoint#open} makes it. */
public final class JainEndpoint implements SipEndpoint {
    private final Core core;
    private final AtomicBoolean closed = new AtomicBoolean();

    private JainEndpoint(Core core) {
        this.core = core;
    }

    /**
     * See {@link SipEndpoint#open}.
     *
     * @throws IOException when an address cannot be bound, or a wildcard is to be advertised
     */
    public static SipEndpoint open(SipConfiguration configuration, Lanes lanes, CallHandler handler)
            throws IOException {
        if (configuration.advertisedHost().isEmpty()
                && InetAddress.getByName(configuration.bindAddress()).isAnyLocalAddress()) {
            throw new IOException("SIP on a wildcard address needs an advertised host");
        }
        Counters counters = new Counters();
        Ids ids = new Ids();
        Stack stack = Stack.open(configuration, counters, lanes, handler);
        Local local = new Local(
                configuration.advertisedHost().isEmpty() ? configuration.bindAddress() : configuration.advertisedHost(),
                Local.Ports.of(configuration, stack),
                ids);
        Core core = new Core(configuration, lanes, handler, stack, counters, ids, local);
        stack.sip().sipMessageValves.add(new Gate(core));
        try {
            stack.provider().addSipListener(new Listener(core));
        } catch (TooManyListenersException impossible) {
            throw new IllegalStateException(impossible);
        }
        return new JainEndpoint(core);
    }

    @Override
    public int udpPort() {
        return core.stack.udpPort();
    }

    @Override
    public int tcpPort() {
        return core.stack.tcpPort();
    }

    @Override
    public OptionalInt tlsPort() {
        return core.stack.tlsPort();
    }

    @Override
    public OutgoingCall invite(Invitation invitation, CallEvents events) {
        return invite(invitation, core.lanes.lane(), events);
    }

    @Override
    public OutgoingCall invite(Invitation invitation, Executor lane, CallEvents events) {
        OutgoingLeg leg = new OutgoingLeg(core, lane, invitation);
        core.counters.outgoingCalls.increment();
        core.calls.enter(leg);
        Core.run(leg.lane, () -> {
            leg.begin(events);
            if (closed.get()) {
                leg.end(new CallEnd.EndpointClosed());
            }
        });
        return leg;
    }

    @Override
    public ResumedCall resume(SavedCall saved, Executor lane, Function<ResumedCall, ? extends CallEvents> owner) {
        ResumedLeg leg = ResumedLeg.of(core, lane, saved);
        CallEvents events = owner.apply(leg);
        // Before any request of the peer can get to the lane.
        Core.run(leg.lane, () -> {
            leg.begin(events);
            if (closed.get()) {
                leg.end(new CallEnd.EndpointClosed());
            }
        });
        core.calls.enter(leg);
        return leg;
    }

    @Override
    public SipStatistics statistics() {
        return new SipStatistics(
                core.calls.size(),
                core.counters.incomingCalls.sum(),
                core.counters.outgoingCalls.sum(),
                core.stack.transactions() + core.answered.size(),
                core.counters.received.sum(),
                core.counters.sent.sum(),
                core.counters.malformed.sum(),
                core.counters.deviations());
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            core.close();
            core.stack.close();
            for (Leg leg : core.calls.all()) {
                Core.run(leg.lane, leg::closed);
            }
        }
    }
}
