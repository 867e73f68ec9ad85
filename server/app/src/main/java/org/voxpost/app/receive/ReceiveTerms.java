package org.voxpost.app.receive;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.voxpost.media.KeepTerms;
import org.voxpost.msrp.MediaSecurity;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.sip.SipConfiguration;

/**
 * How a delivery server behaves.
 *
 * @param directory where files go; created where missing, held by one process at a time
 * @param acceptance what is taken of what is offered
 * @param keep what is kept of files that break off, so that their senders can go on with them
 * @param policy how callers are treated: who connects when they leave it to us, and the relay that we are reached through
 * @param refuse the SIP status that every call is refused with; empty takes calls
 * @param shared the directory whose files peers may ask for; empty gives none
 * @param filesPerCall the most that one call offers or asks for side by side
 */
public record ReceiveTerms(
        SipConfiguration sip,
        MsrpConfiguration msrp,
        Path directory,
        Acceptance acceptance,
        KeepTerms keep,
        PeerPolicy policy,
        OptionalInt refuse,
        Optional<Path> shared,
        int filesPerCall) {
    private static final long GIBIBYTE = 1L << 30;
    private static final int FILES_PER_CALL = 16;
    private static final KeepTerms KEEP = new KeepTerms(16, Duration.ofDays(7));

    /** Takes files of up to 1 GiB, keeps the last 16 that broke off for a week, and waits to be connected to. */
    public static ReceiveTerms into(Path directory, SipConfiguration sip, MsrpConfiguration msrp) {
        return new ReceiveTerms(
                sip,
                msrp,
                directory,
                Acceptance.upTo(GIBIBYTE),
                KEEP,
                PeerPolicy.DEFAULT,
                OptionalInt.empty(),
                Optional.empty(),
                FILES_PER_CALL);
    }

    public ReceiveTerms withSetup(PeerPolicy.AnswerSetup other) {
        return withPolicy(policy.withAnswerSetup(other));
    }

    public ReceiveTerms withSecurity(MediaSecurity other) {
        return withPolicy(policy.withSecurity(other));
    }

    public ReceiveTerms withPolicy(PeerPolicy other) {
        return new ReceiveTerms(sip, msrp, directory, acceptance, keep, other, refuse, shared, filesPerCall);
    }

    public ReceiveTerms withShared(Path other) {
        return new ReceiveTerms(
                sip, msrp, directory, acceptance, keep, policy, refuse, Optional.of(other), filesPerCall);
    }

    /** @param status 300 to 699 */
    public ReceiveTerms refusing(int status) {
        return new ReceiveTerms(
                sip, msrp, directory, acceptance, keep, policy, OptionalInt.of(status), shared, filesPerCall);
    }

    public ReceiveTerms withAcceptance(Acceptance other) {
        return new ReceiveTerms(sip, msrp, directory, other, keep, policy, refuse, shared, filesPerCall);
    }

    public ReceiveTerms withKeep(KeepTerms other) {
        return new ReceiveTerms(sip, msrp, directory, acceptance, other, policy, refuse, shared, filesPerCall);
    }

    /** @param most at least 1 */
    public ReceiveTerms withFilesPerCall(int most) {
        return new ReceiveTerms(sip, msrp, directory, acceptance, keep, policy, refuse, shared, most);
    }
}
