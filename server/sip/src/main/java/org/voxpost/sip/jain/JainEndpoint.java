package org.voxpost.sip.jain;

import java.io.IOException;
import org.voxpost.sip.CallHandler;
import org.voxpost.sip.Lanes;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipEndpoint;

/** The endpoint over JAIN-SIP. */
public final class JainEndpoint {
    private JainEndpoint() {}

    @SuppressWarnings("DoNotCallSuggester")
    public static SipEndpoint open(SipConfiguration configuration, Lanes lanes, CallHandler handler)
            throws IOException {
        throw new IOException("the stack is not there yet");
    }
}
