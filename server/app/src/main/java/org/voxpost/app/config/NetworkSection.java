package org.voxpost.app.config;

import java.time.Duration;
import java.util.List;
import org.voxpost.msrp.MsrpNetwork;

/** Section {@code msrp.network}: what lies between us and our peers. */
public record NetworkSection(
        boolean reachable,

        @Form(value = PeerMatch.FORM, words = PeerMatch.WORDS)
        List<String> allowedSources,

        @Form(value = NameServer.FORM, words = NameServer.WORDS)
        List<String> nameServers,

        @Bounds(min = "100ms", max = "1m") Duration nameTimeout) {
    static final NetworkSection DEFAULT = new NetworkSection(true, List.of(), List.of(), Duration.ofSeconds(2));

    public NetworkSection {
        allowedSources.forEach(PeerMatch::check);
    }

    MsrpNetwork network() {
        return new MsrpNetwork(
                reachable,
                source -> allowedSources.isEmpty()
                        || allowedSources.stream().anyMatch(match -> PeerMatch.matches(match, source.getHostAddress())),
                nameServers.stream().map(NameServer::address).toList(),
                nameTimeout);
    }
}
