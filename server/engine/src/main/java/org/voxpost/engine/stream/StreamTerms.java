package org.voxpost.engine.stream;

import java.security.SecureRandom;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.voxpost.msrp.AddressPolicy;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.sdp.ConnectionAddress;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.Origin;
import org.voxpost.sdp.SessionDescription;

/**
 * How the streams to one peer are described.
 *
 * @param address what our session descriptions say we are reached at; the path of the MSRP session decides
 * @param name of our session descriptions
 */
public record StreamTerms(MsrpEndpoint msrp, PeerPolicy policy, String address, String name) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * Looks up the names in a description of the peer's, where the policy has c-line and path compared (RFC 6714 §4.4).
     *
     * @param lane runs {@code then}, unless there is nothing to look up: then it runs at once
     */
    public void locate(MediaDescription theirs, Executor lane, Consumer<MediaDescription> then) {
        if (policy.address().target() == AddressPolicy.Target.CEMA) {
            var _ = msrp.located(theirs).thenAccept(located -> lane.execute(() -> then.accept(located)));
        } else {
            then.accept(theirs);
        }
    }

    /** Our description of a new session, without a stream. */
    public SessionDescription description() {
        ConnectionAddress connection = ConnectionAddress.of(address);
        return SessionDescription.of(Origin.of("voxpost", RANDOM.nextLong(1L << 53), connection), name)
                .withConnection(connection);
    }
}
