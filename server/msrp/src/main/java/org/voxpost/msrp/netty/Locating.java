package org.voxpost.msrp.netty;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.voxpost.msrp.wire.MsrpUri;
import org.voxpost.msrp.wire.UriPath;
import org.voxpost.sdp.ConnectionAddress;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.MsrpPath;
import org.voxpost.sdp.SdpException;

/** Finds out whether the c-line of a description means a host of its path (RFC 6714 §4.4). */
final class Locating {

    private final Names names;
    private final MediaDescription theirs;

    Locating(Names names, MediaDescription theirs) {
        this.names = names;
        this.theirs = theirs;
    }

    /** The description, with a c-line that shows the host of the path where both are the same place. */
    CompletionStage<MediaDescription> located() {
        String line = theirs.connection().map(ConnectionAddress::address).orElse("");
        List<String> hosts = hosts();
        if (line.isEmpty() || hosts.stream().anyMatch(line::equalsIgnoreCase)) {
            return CompletableFuture.completedFuture(theirs);
        }
        return names.lookUpAll(Set.of(line)).thenCompose(addresses -> named(hosts, addresses));
    }

    private CompletableFuture<MediaDescription> named(List<String> hosts, Set<InetAddress> addresses) {
        if (hosts.isEmpty()) {
            return CompletableFuture.completedFuture(theirs);
        }
        String host = hosts.getFirst();
        return names.lookUpAll(Set.of(host))
                .thenCompose(found -> found.stream().anyMatch(addresses::contains)
                        ? CompletableFuture.completedFuture(theirs.withConnection(ConnectionAddress.of(host)))
                        : named(hosts.subList(1, hosts.size()), addresses));
    }

    private List<String> hosts() {
        try {
            return MsrpPath.in(theirs)
                    .map(path -> UriPath.parse(String.join(" ", path.uris())).uris())
                    .orElse(List.of())
                    .stream()
                    .map(MsrpUri::host)
                    .toList();
        } catch (SdpException | IllegalArgumentException e) {
            // Whoever negotiates with it says what is wrong.
            return List.of();
        }
    }
}
