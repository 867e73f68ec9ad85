package org.voxpost.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A DNS server on a UDP port of loopback that knows the A, AAAA and SRV records it is told (RFC 1035 §4). */
public final class DnsPeer implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int ANSWERED = 0x8580;
    private static final int NO_SUCH_NAME = 3;
    private static final int A = 1;
    private static final int AAAA = 28;
    private static final int SRV = 33;

    private final DatagramSocket socket;
    private final Map<String, List<InetAddress>> hosts = new ConcurrentHashMap<>();
    private final Map<String, List<byte[]>> services = new ConcurrentHashMap<>();
    private final AtomicInteger questions = new AtomicInteger();
    private volatile boolean silent;

    private DnsPeer(DatagramSocket socket) {
        this.socket = socket;
    }

    public static DnsPeer open() {
        try {
            DnsPeer peer = new DnsPeer(new DatagramSocket(Sockets.loopback(0)));
            Sockets.start("dns-peer", peer::serve);
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public InetSocketAddress address() {
        return Sockets.loopback(socket.getLocalPort());
    }

    /** Knows this host by these addresses, which it answers in this order. */
    public DnsPeer host(String name, String... addresses) {
        List<InetAddress> known = new ArrayList<>();
        for (String address : addresses) {
            known.add(InetAddress.ofLiteral(address));
        }
        hosts.put(name.toLowerCase(Locale.ROOT), known);
        return this;
    }

    /** Knows another place of this service (RFC 2782); the target {@code .} says that there is none. */
    public DnsPeer service(String name, int priority, int weight, int port, String target) {
        ByteBuffer record = ByteBuffer.allocate(300);
        record.putShort((short) priority).putShort((short) weight).putShort((short) port);
        for (String label : target.split("\\.", -1)) {
            if (!label.isEmpty()) {
                record.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
            }
        }
        record.put((byte) 0);
        services.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new CopyOnWriteArrayList<>())
                .add(Arrays.copyOf(record.array(), record.position()));
        return this;
    }

    /** Answers nothing from now on. */
    public DnsPeer silent() {
        silent = true;
        return this;
    }

    public int questions() {
        return questions.get();
    }

    private void serve() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                questions.incrementAndGet();
                if (!silent) {
                    byte[] answer = answer(ByteBuffer.wrap(buffer, 0, packet.getLength()));
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private byte[] answer(ByteBuffer query) {
        String name = name(query.position(HEADER));
        int type = query.getShort();
        int end = query.position() + 2;
        List<byte[]> wanted = records(name, type);
        boolean known = hosts.containsKey(name) || services.containsKey(name);
        ByteBuffer answer = ByteBuffer.allocate(512);
        answer.putShort(query.getShort(0));
        answer.putShort((short) (ANSWERED | (known ? 0 : NO_SUCH_NAME)));
        answer.putShort((short) 1).putShort((short) wanted.size()).putInt(0);
        answer.put(query.slice(HEADER, end - HEADER));
        for (byte[] octets : wanted) {
            // The name is that of the question; the record lives for no time at all.
            answer.putShort((short) (0xc000 | HEADER)).putShort((short) type).putShort((short) 1);
            answer.putInt(0).putShort((short) octets.length).put(octets);
        }
        byte[] octets = new byte[answer.position()];
        answer.get(0, octets);
        return octets;
    }

    private List<byte[]> records(String name, int type) {
        return type == SRV
                ? services.getOrDefault(name, List.of())
                : hosts.getOrDefault(name, List.of()).stream()
                        .filter(one -> type(one) == type)
                        .map(InetAddress::getAddress)
                        .toList();
    }

    private static String name(ByteBuffer from) {
        List<String> labels = new ArrayList<>();
        for (int length = from.get(); length > 0; length = from.get()) {
            byte[] label = new byte[length];
            from.get(label);
            labels.add(new String(label, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT));
        }
        return String.join(".", labels);
    }

    private static int type(InetAddress address) {
        return address instanceof Inet4Address ? A : AAAA;
    }

    @Override
    public void close() {
        socket.close();
    }
}
