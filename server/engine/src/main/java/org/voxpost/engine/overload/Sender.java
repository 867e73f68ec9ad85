package org.voxpost.engine.overload;

import org.voxpost.sip.CallUri;
import org.voxpost.sip.OtherUri;
import org.voxpost.sip.SipUri;

/**
 * Who wants something delivered.
 *
 * @param applicationServer the host of its URI, or the whole of a URI that names no host
 */
public record Sender(String applicationServer, Priority priority) {

    public static Sender of(CallUri applicationServer, Priority priority) {
        return new Sender(
                switch (applicationServer) {
                    case SipUri sip -> sip.host();
                    case OtherUri other -> other.text();
                },
                priority);
    }
}
