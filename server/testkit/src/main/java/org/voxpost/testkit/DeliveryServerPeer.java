package org.voxpost.testkit;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A scripted delivery server: answers calls that offer a file over MSRP, takes the file, and misbehaves as it is told. Calls
 * take the scripts in their order, the last for ever; each call has an MSRP port of its own.
 */
public final class DeliveryServerPeer implements AutoCloseable {
    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final Set<String> HANDLED = Set.of("INVITE", "ACK", "BYE", "CANCEL", "INFO", "UPDATE", "OPTIONS");

    private final Traffic traffic;
    private final Inbox<Delivery> arrivals;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final Map<String, Delivery> byCall = new ConcurrentHashMap<>();
    private final Deque<DeliveryScript> scripts = new ArrayDeque<>();
    private final SipPeer sip;
    private final Thread dispatcher;
    private volatile Supplier<ServerSocket> listening = Sockets::listen;
    private volatile @Nullable String fingerprint;

    private DeliveryServerPeer(SipPeer sip, DeliveryScript... scripts) {
        this.sip = sip;
        this.traffic = sip.log();
        this.arrivals = new Inbox<>(traffic);
        this.scripts.addAll(List.of(scripts));
        this.dispatcher = Sockets.start("delivery-server", this::dispatch);
    }

    /** A server on an ephemeral UDP port; without a script it accepts all. */
    public static DeliveryServerPeer udp(DeliveryScript... scripts) {
        return new DeliveryServerPeer(SipPeer.udp(), orAccept(scripts));
    }

    /** A server on an ephemeral TCP port; without a script it accepts all. */
    public static DeliveryServerPeer tcp(DeliveryScript... scripts) {
        return new DeliveryServerPeer(SipPeer.tcp(), orAccept(scripts));
    }

    private static DeliveryScript[] orAccept(DeliveryScript... scripts) {
        return scripts.length > 0 ? scripts : new DeliveryScript[] {new DeliveryScript.Accept()};
    }

    /**
     * Takes files over TLS from now on.
     *
     * @param sockets makes a listening TLS socket on loopback for each call
     * @param attribute of the answers, such as {@code fingerprint:sha-256 AB:CD}
     */
    public DeliveryServerPeer secured(Supplier<ServerSocket> sockets, String attribute) {
        listening = sockets;
        fingerprint = attribute;
        return this;
    }

    public int port() {
        return sip.port();
    }

    public InetSocketAddress address() {
        return sip.address();
    }

    /** The SIP URI to send files to. */
    public String uri() {
        return sip.uri();
    }

    /** Waits for the next call and gives it. */
    public Delivery expectDelivery() {
        return arrivals.take("a call", delivery -> true);
    }

    /** Fails when a further call is there or comes within this time. */
    public void expectNoDelivery(Duration patience) {
        if (arrivals.poll(delivery -> true, patience) != null) {
            throw traffic.failure("expected no further call");
        }
    }

    /** All calls so far, in their order. */
    public List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /** What went over SIP and MSRP, to be printed. */
    public String traffic() {
        return traffic.toString();
    }

    private void dispatch() {
        for (SipMessage message = next(); message != null; message = next()) {
            Delivery known = byCall.get(message.callId());
            if (known != null) {
                known.further(message);
            } else if (message.method().equals("INVITE")) {
                begin(message);
            } else if (!message.method().equals("ACK")) {
                sip.respond(message, message.method().equals("OPTIONS") ? 200 : 481, "Scripted", "");
            }
        }
    }

    private @Nullable SipMessage next() {
        return sip.inbox().poll(message -> message.isRequest() && HANDLED.contains(message.method()), FOR_EVER);
    }

    private void begin(SipMessage invite) {
        DeliveryScript script = scripts.size() > 1 ? scripts.removeFirst() : scripts.getFirst();
        Delivery delivery = new Delivery(sip, invite, script, traffic, listening.get(), fingerprint);
        byCall.put(invite.callId(), delivery);
        deliveries.add(delivery);
        delivery.begin();
        arrivals.add(delivery);
    }

    @Override
    public void close() {
        dispatcher.interrupt();
        sip.close();
        deliveries.forEach(Delivery::close);
    }
}
