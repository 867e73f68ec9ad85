package org.voxpost.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.voxpost.msrp.RelayAccount;
import org.voxpost.msrp.RelayRefused;
import org.voxpost.msrp.relay.Authorization;
import org.voxpost.msrp.relay.RelayChain;
import org.voxpost.msrp.relay.RelayMemory;
import org.voxpost.msrp.wire.MsrpUri;
import org.voxpost.msrp.wire.UriPath;

/** The time that the URI of a relay holds, and its renewal (RFC 4976 §5.1). */
class LeaseTest {

    private static final RelayAccount ACCOUNT = RelayAccount.of("msrp://relay.example.com:2855;tcp", "alice", "secret");
    private static final Pattern AUTH = Pattern.compile("MSRP (\\S+) AUTH");

    private final Bench bench = new Bench();
    private final List<String> told = new ArrayList<>();
    private final Lease lease;

    LeaseTest() {
        Authorization authorization =
                new Authorization(ACCOUNT, MsrpUri.parse(Bench.US + "s1;tcp"), new RelayMemory(), () -> "cnonce");
        lease = bench.core.lease(ACCOUNT, new RelayChain(List.of(authorization)), new Told(), bench.now);
        bench.settle();
        answer("200 OK\r\nUse-Path: msrp://relay.example.com:2855/r1;tcp\r\nExpires: 1000");
        assertThat(told).containsExactly("granted");
    }

    private final class Told implements Lease.Events {
        @Override
        public void granted(UriPath usePath, long now) {
            told.add("granted");
        }

        @Override
        public void refused(RelayRefused why, long now) {
            told.add(why.reason().toString());
        }
    }

    /** The transaction of the AUTH that was written; empty when there is none. */
    private String asked() {
        Matcher auth = AUTH.matcher(bench.text());
        return auth.find() ? auth.group(1) : "";
    }

    private void answer(String response) {
        String transaction = asked();
        assertThat(transaction).isNotEmpty();
        bench.receive("MSRP " + transaction + " " + response + "\r\n-------" + transaction + "$\r\n");
    }

    @Test
    void uriIsRenewedWhenAFifthOfItsTimeIsLeft() {
        bench.advance(Duration.ofSeconds(799));
        assertThat(asked()).isEmpty();
        bench.advance(Duration.ofSeconds(1));
        answer("200 OK\r\nUse-Path: msrp://relay.example.com:2855/r1;tcp\r\nExpires: 1000");
        bench.advance(Duration.ofSeconds(799));
        assertThat(asked()).isEmpty();
        assertThat(told).containsExactly("granted", "granted");
    }

    @Test
    void renewalThatFailsInPassingIsTriedAgainWhileTheUriHolds() {
        bench.advance(Duration.ofSeconds(800));
        answer("500 Not now");
        bench.advance(Duration.ofSeconds(99));
        assertThat(asked()).isEmpty();
        bench.advance(Duration.ofSeconds(1));
        assertThat(asked()).isNotEmpty();
        // No answer: another time, half of what is left later.
        bench.advance(Duration.ofSeconds(5));
        bench.advance(Duration.ofMillis(47_500));
        answer("200 OK\r\nUse-Path: msrp://relay.example.com:2855/r1;tcp\r\nExpires: 1000");
        assertThat(told).containsExactly("granted", "granted");
    }

    @Test
    void uriThatCannotBeRenewedEndsWithItsTime() {
        bench.advance(Duration.ofSeconds(1_010));
        assertThat(told).containsExactly("granted", "SILENT");
    }

    @Test
    void refusalThatWillStandEndsItAtOnce() {
        bench.advance(Duration.ofSeconds(800));
        answer("403 Forbidden");
        assertThat(told).containsExactly("granted", "FORBIDDEN");
    }

    @Test
    void connectionThatNoSessionUsesIsKeptForAnHour() {
        bench.core.release(lease, bench.now);
        bench.advance(Duration.ofMinutes(59));
        assertThat(bench.closed).isFalse();
        bench.advance(Duration.ofMinutes(1));
        assertThat(bench.closed).isTrue();
    }
}
