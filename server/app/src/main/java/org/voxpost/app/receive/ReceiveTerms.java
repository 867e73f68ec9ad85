package org.voxpost.app.receive;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.voxpost.msrp.MediaSecurity;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.sip.SipConfiguration;

/**
 * How a delivery server behaves.
 *
 * @param directory where files go; created where missing, held by one process at a time
 * @param largest bytes of one file
 * @param policy how callers are treated: who connects when they leave it to us, and the relay that we are reached through
 * @param refuse the SIP status that every call is refused with; empty takes calls
 */
public record ReceiveTerms(
        SipConfiguration sip,
        MsrpConfiguration msrp,
        Path directory,
        long largest,
        PeerPolicy policy,
        OptionalInt refuse) {
    private static final long GIBIBYTE = 1L << 30;

    /** Takes files of up to 1 GiB and waits to be connected to. */
    public static ReceiveTerms into(Path directory, SipConfiguration sip, MsrpConfiguration msrp) {
        return new ReceiveTerms(sip, msrp, directory, GIBIBYTE, PeerPolicy.DEFAULT, OptionalInt.empty());
    }

    public ReceiveTerms withSetup(PeerPolicy.AnswerSetup other) {
        return withPolicy(policy.withAnswerSetup(other));
    }

    public ReceiveTerms withSecurity(MediaSecurity other) {
        return withPolicy(policy.withSecurity(other));
    }

    public ReceiveTerms withPolicy(PeerPolicy other) {
        return new ReceiveTerms(sip, msrp, directory, largest, other, refuse);
    }

    /** @param status 300 to 699 */
    public ReceiveTerms refusing(int status) {
        return new ReceiveTerms(sip, msrp, directory, largest, policy, OptionalInt.of(status));
    }

    public ReceiveTerms withLargest(long bytes) {
        return new ReceiveTerms(sip, msrp, directory, bytes, policy, refuse);
    }
}
