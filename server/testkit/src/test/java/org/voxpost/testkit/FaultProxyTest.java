package org.voxpost.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
    private static final byte[] TEN = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    private final ServerSocket target = Sockets.listen();
    private final FaultProxy proxy = FaultProxy.to(Sockets.loopback(target.getLocalPort()));

    @AfterEach
    void close() {
        proxy.close();
        Sockets.close(target);
    }

    @Test
    void octetsPassBothWaysAndEndsOfStreamToo() throws IOException {
        assertAllPasses();
        assertThat(proxy.connectionCount()).isEqualTo(1);
    }

    private void assertAllPasses() throws IOException {
        try (Socket client = Sockets.connect(proxy.address());
                Socket server = target.accept()) {
            client.getOutputStream().write(TEN);
            client.shutdownOutput();
            assertThat(server.getInputStream().readAllBytes()).isEqualTo(TEN);
            server.getOutputStream().write(TEN);
            server.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(TEN);
        }
    }

    @Test
    void cutPassesItsOctetsAndEndsBothSides() throws IOException {
        proxy.towardsTarget(new Fault.CutAfter(4));
        try (Socket client = Sockets.connect(proxy.address());
                Socket server = target.accept()) {
            client.getOutputStream().write(TEN);

            assertThat(server.getInputStream().readAllBytes()).hasSize(4);
            assertThat(endOf(client)).isTrue();
        }
    }

    @Test
    void resetEndsBothSides() throws IOException {
        proxy.fromTarget(new Fault.ResetAfter(2));
        try (Socket client = Sockets.connect(proxy.address());
                Socket server = target.accept()) {
            server.getOutputStream().write(TEN);

            assertThat(endOf(server)).isTrue();
            assertThat(endOf(client)).isTrue();
        }
    }

    @Test
    void faultAtTheFirstOctetStrikesBeforeAnythingIsSent() throws IOException {
        proxy.fromTarget(new Fault.ResetAfter(0));
        assertThat(endsAtOnce(proxy)).isTrue();
    }

    @Test
    void singleOctetsAllArrive() throws IOException {
        proxy.towardsTarget(new Fault.OneOctetAtATime());
        try (Socket client = Sockets.connect(proxy.address());
                Socket server = target.accept()) {
            client.getOutputStream().write(TEN);
            assertThat(server.getInputStream().readNBytes(10)).isEqualTo(TEN);
        }
    }

    @Test
    void delayHoldsBack() throws IOException {
        proxy.towardsTarget(new Fault.Delay(Duration.ofMillis(80)));
        try (Socket client = Sockets.connect(proxy.address());
                Socket server = target.accept()) {
            long begun = System.nanoTime();
            client.getOutputStream().write(TEN);
            assertThat(server.getInputStream().readNBytes(10)).isEqualTo(TEN);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(80));
        }
    }

    @Test
    void blackHoleSwallowsAndKeepsTheConnection() throws IOException {
        proxy.towardsTarget(new Fault.BlackHoleAfter(3));
        try (Socket client = Sockets.connect(proxy.address());
                Socket server = target.accept()) {
            server.setSoTimeout(100);
            client.getOutputStream().write(TEN);
            assertThat(server.getInputStream().readNBytes(3)).hasSize(3);
            assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void stallPassesItsOctetsAndNoMore() throws IOException {
        proxy.towardsTarget(new Fault.StallAfter(3));
        try (Socket client = Sockets.connect(proxy.address());
                Socket server = target.accept()) {
            server.setSoTimeout(100);
            client.getOutputStream().write(TEN);
            assertThat(server.getInputStream().readNBytes(3)).hasSize(3);
            assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void healedProxyLetsNewConnectionsThrough() throws IOException {
        proxy.towardsTarget(new Fault.CutAfter(0)).heal();
        assertAllPasses();
    }

    @Test
    void unreachableTargetEndsTheClient() throws IOException {
        try (FaultProxy nowhere = FaultProxy.to(Sockets.loopback(Sockets.deadPort()))) {
            assertThat(endsAtOnce(nowhere)).isTrue();
        }
    }

    /** The reset may come so early that connecting fails. */
    private static boolean endsAtOnce(FaultProxy proxy) throws IOException {
        try (Socket client = Sockets.connect(proxy.address())) {
            return endOf(client);
        } catch (UncheckedIOException reset) {
            return true;
        }
    }

    private static boolean endOf(Socket socket) throws IOException {
        socket.setSoTimeout(5_000);
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
