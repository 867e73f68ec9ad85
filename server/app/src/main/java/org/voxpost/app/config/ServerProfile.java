package org.voxpost.app.config;

import java.time.Duration;
import java.util.Map;
import org.voxpost.msrp.MediaSecurity.Transport;
import org.voxpost.msrp.TlsContext;
import org.voxpost.sip.SipTls;

/** What a server is for: other defaults for keys that the configuration leaves out. */
public enum ServerProfile {
    /** Those of {@code conf/voxpost.yaml}. */
    STANDARD,
    /** A place where text to 9-1-1 is taken (NENA-STA-010.3); {@code docs/capture.md} has the list. */
    NG911;

    /** Silence of a connection without which no call for help may be ended is an hour; this is beyond it. */
    private static final Duration IDLE = Duration.ofHours(2);

    /** The defaults; {@link Config#profile} of them is this. */
    public Config defaults() {
        return switch (this) {
            case STANDARD -> Config.DEFAULT;
            case NG911 -> emergency(Config.DEFAULT);
        };
    }

    private static Config emergency(Config usual) {
        SipTlsSection signalling = Overlay.replacing(
                usual.sip().tls(),
                Map.of(
                        "enabled", true,
                        "profile", SipTls.Profile.NG911,
                        "clientCertificates", SipTls.ClientCertificates.WANTED));
        MsrpSection msrp = usual.msrp();
        SecuritySection security = Overlay.replacing(msrp.policy().security(), "transport", Transport.EITHER);
        MsrpSection streams = Overlay.replacing(
                msrp,
                Map.of(
                        "policy", Overlay.replacing(msrp.policy(), "security", security),
                        "tls", Overlay.replacing(msrp.tls(), "profile", TlsContext.Profile.NG911),
                        "flow", Overlay.replacing(msrp.flow(), "idle", IDLE)));
        return Overlay.replacing(
                usual,
                Map.of(
                        "profile", NG911,
                        "sip", Overlay.replacing(usual.sip(), "tls", signalling),
                        "msrp", streams));
    }
}
