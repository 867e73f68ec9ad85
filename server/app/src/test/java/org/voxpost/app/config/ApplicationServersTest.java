package org.voxpost.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who may call, with name servers that answer when the test says so. */
class ApplicationServersTest {
    private final Map<String, String> names = new HashMap<>();
    private final ArrayDeque<Runnable> lookUps = new ArrayDeque<>();
    private long now;

    private ApplicationServers servers(String... entries) {
        return new ApplicationServers(
                List.of(entries), Duration.ofSeconds(30), this::addresses, lookUps::add, () -> now);
    }

    private InetAddress[] addresses(String name) throws UnknownHostException {
        String address = names.get(name);
        if (address == null) {
            throw new UnknownHostException(name);
        }
        return new InetAddress[] {InetAddress.ofLiteral(address)};
    }

    private void answer() {
        while (!lookUps.isEmpty()) {
            lookUps.poll().run();
        }
    }

    @Test
    void networksAndAddressesNeedNoNameServer() {
        ApplicationServers servers = servers("10.1.0.0/16", "2001:db8::/32", "192.0.2.7");
        assertThat(servers.admit("10.1.2.3")).isCompletedWithValue(true);
        assertThat(servers.admit("2001:db8:0:0:0:0:0:1")).isCompletedWithValue(true);
        assertThat(servers.admit("192.0.2.7")).isCompletedWithValue(true);
        assertThat(servers.admit("192.0.2.8")).isCompletedWithValue(false);
        assertThat(lookUps).isEmpty();
    }

    @Test
    void everyoneIsEveryone() {
        assertThat(servers("*").admit("192.0.2.8")).isCompletedWithValue(true);
    }

    @Test
    void nameIsLookedUpAtTheStartAndACallMeanwhileWaits() {
        names.put("as.example.com", "192.0.2.7");
        ApplicationServers servers = servers("as.example.com");
        CompletableFuture<Boolean> first = servers.admit("192.0.2.7");
        CompletableFuture<Boolean> stranger = servers.admit("192.0.2.8");
        assertThat(first).isNotDone();
        assertThat(lookUps).hasSize(1);
        answer();
        assertThat(first).isCompletedWithValue(true);
        assertThat(stranger).isCompletedWithValue(false);
        assertThat(servers.admit("192.0.2.7")).isCompletedWithValue(true);
    }

    @Test
    void strangerHasTheNamesLookedUpAgainButNotTooOften() {
        names.put("as.example.com", "192.0.2.7");
        ApplicationServers servers = servers("as.example.com");
        answer();
        names.put("as.example.com", "192.0.2.8");
        now += Duration.ofSeconds(29).toNanos();
        assertThat(servers.admit("192.0.2.8")).isCompletedWithValue(false);
        now += Duration.ofSeconds(1).toNanos();
        CompletableFuture<Boolean> moved = servers.admit("192.0.2.8");
        assertThat(moved).isNotDone();
        answer();
        assertThat(moved).isCompletedWithValue(true);
        assertThat(servers.admit("192.0.2.7")).isCompletedWithValue(false);
    }

    @Test
    void nameThatCannotBeLookedUpKeepsItsAddresses() {
        names.put("as.example.com", "2001:db8::7");
        ApplicationServers servers = servers("as.example.com", "other.example.com");
        answer();
        names.clear();
        now += Duration.ofMinutes(1).toNanos();
        CompletableFuture<Boolean> stranger = servers.admit("192.0.2.8");
        answer();
        assertThat(stranger).isCompletedWithValue(false);
        assertThat(servers.admit("2001:db8:0:0:0:0:0:7")).isCompletedWithValue(true);
    }
}
