package org.voxpost.app.doctor;

import java.time.Duration;
import java.util.List;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.SipTlsSection;
import org.voxpost.msrp.MediaSecurity;
import org.voxpost.msrp.TlsContext;
import org.voxpost.msrp.TlsSettings;
import org.voxpost.sip.SipTls;

/** What the profile of the server promises, and whether keys that are set say otherwise. */
final class ProfileChecks {
    private static final Duration HOUR = Duration.ofHours(1);

    private ProfileChecks() {}

    static List<Finding> of(Config config, TlsSettings streams) {
        return switch (config.profile()) {
            case STANDARD -> List.of();
            case NG911 -> emergency(config, streams);
        };
    }

    private static List<Finding> emergency(Config config, TlsSettings streams) {
        SipTlsSection signalling = config.sip().tls();
        Duration idle = config.msrp().flow().idle();
        boolean shortKeys = signalling.profile() != SipTls.Profile.NG911
                || streams.contexts().stream().anyMatch(context -> context.profile() != TlsContext.Profile.NG911);
        boolean unasked = signalling.clientCertificates() == SipTls.ClientCertificates.NONE
                || streams.contexts().stream()
                        .anyMatch(context -> context.clientCertificates() == TlsContext.ClientCertificates.NONE);
        return List.of(
                kept(
                        signalling.enabled()
                                && config.msrp().policy().security().transport() != MediaSecurity.Transport.PLAIN,
                        "SIP and MSRP over TLS are taken beside plain ones",
                        "sip.tls.enabled or msrp.policy.security.transport leaves out TLS"),
                kept(
                        !shortKeys,
                        "TLS is spoken with AES-256 only",
                        "sip.tls.profile or msrp.tls allows keys shorter than those of AES-256"),
                kept(
                        !unasked,
                        "peers are asked for certificates",
                        "client-certificates is none in sip.tls or msrp.tls.contexts"),
                kept(
                        signalling.trust().isPresent(),
                        "certificates of SIP lead to the authorities of sip.tls.trust",
                        "sip.tls.trust is unset: certificates that lead to the PCA of NG9-1-1 are not known to Java"),
                kept(
                        !config.capture().keepAlive().isZero() || idle.isZero() || idle.compareTo(HOUR) >= 0,
                        "silence of an hour ends no session (capture.keep-alive, msrp.flow.idle)",
                        "capture.keep-alive is off and msrp.flow.idle ends silent connections within the hour"),
                kept(
                        config.capture().captured() && config.journal().kept(),
                        "calls for help are taken, and their text is on disk before it is answered 200",
                        "capture.captured or journal.kept is false: no text of a call for help is on record"),
                kept(
                        config.overload().priorities().contains("esnet"),
                        "Resource-Priority of esnet goes first; nobody is challenged for a password",
                        "overload.priorities leaves out esnet"));
    }

    private static Finding kept(boolean good, String promise, String breach) {
        return new Finding(good, "profile ng911: " + (good ? promise : breach));
    }
}
