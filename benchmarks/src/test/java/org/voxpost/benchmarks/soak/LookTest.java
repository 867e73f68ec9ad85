package org.voxpost.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LookTest {
    private final Look begin = new Look(20 << 20, 40, 80, 5, 0);

    @Test
    void aLittleMoreIsTheSame() {
        assertThat(new Look(24 << 20, 43, 82, 5, 0).grownSince(begin)).isEmpty();
        assertThat(new Look(10 << 20, 30, 70, 4, 0).grownSince(begin)).isEmpty();
    }

    @Test
    void whatGrewIsTold() {
        assertThat(new Look(40 << 20, 50, 90, 6, 1).grownSince(begin))
                .hasSize(5)
                .contains("The heap grew from 20.0 MiB to 40.0 MiB.")
                .contains("There were 80 descriptors, and there are 90.")
                .contains("There were 0 files in the spool, and there are 1.");
    }

    @Test
    void ownPortsAreSeen() throws Exception {
        long own = ProcessHandle.current().pid();
        int before = OpenPorts.of(own);
        try (ServerSocket _ = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DatagramSocket _ = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertThat(OpenPorts.of(own)).isEqualTo(before + 2);
        }
    }

    @Test
    void onlyListeningStreamsCount() {
        List<String> table = List.of(
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
                "   0: 0100007F:1F7C 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1",
                "   1: 0100007F:1F7C 0100007F:8000 01 00000000:00000000 00:00000000 00000000     0        0 112 1",
                "   2: 0100007F:1F7D 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 999 1");

        assertThat(OpenPorts.count(table, true, Set.of("111", "112"))).isEqualTo(1);
        assertThat(OpenPorts.count(table, false, Set.of("111", "112"))).isEqualTo(2);
    }
}
