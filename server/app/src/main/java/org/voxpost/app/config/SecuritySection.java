package org.voxpost.app.config;

import java.util.Optional;
import org.voxpost.msrp.MediaSecurity;
import org.voxpost.msrp.MediaSecurity.Transport;
import org.voxpost.msrp.TlsContext;

/** Section {@code msrp.policy.security}: whether streams are protected, and how. */
public record SecuritySection(
        @ByProfile Transport transport,

        @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS) String context,

        boolean requireFingerprint,
        boolean acceptSha1) {
    static final SecuritySection DEFAULT = new SecuritySection(Transport.PLAIN, TlsContext.DEFAULT_NAME, false, false);

    /** What differs for some peers. */
    public record Peer(
            Optional<Transport> transport,

            @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS)
            Optional<String> context,

            Optional<Boolean> requireFingerprint,
            Optional<Boolean> acceptSha1) {
        static final Peer NOTHING = new Peer(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        MediaSecurity over(SecuritySection usual) {
            return new MediaSecurity(
                    transport.orElse(usual.transport),
                    context.orElse(usual.context),
                    requireFingerprint.orElse(usual.requireFingerprint),
                    acceptSha1.orElse(usual.acceptSha1));
        }
    }
}
