package org.voxpost.app.drive;

import java.time.Duration;
import java.util.Map;
import org.voxpost.engine.transfer.TransferNames;
import org.voxpost.sip.SipUri;

/**
 * One script to run.
 *
 * @param server the Request-URI of the INVITE, usually {@code sip:msml@HOST:PORT}
 * @param from our own address
 * @param script the document, with its blanks
 * @param values what fills the blanks
 * @param contentType of the INFO: {@code application/xml} or {@code application/msml+xml}
 * @param audio offer an audio stream; otherwise the call has no media, as control legs have
 * @param names under which the server tells how a transfer ended
 * @param deadline from the INVITE to the last event
 */
public record DrivePlan(
        SipUri server,
        SipUri from,
        Script script,
        Map<String, String> values,
        String contentType,
        boolean audio,
        TransferNames names,
        Duration deadline) {
    public DrivePlan {
        values = Map.copyOf(values);
    }

    /** By the control leg of an XMS client, with a minute to do it. */
    public static DrivePlan of(SipUri server, SipUri from, Script script) {
        return new DrivePlan(
                server, from, script, Map.of(), "application/xml", false, TransferNames.DEFAULT, Duration.ofMinutes(1));
    }

    public DrivePlan withValues(Map<String, String> others) {
        return new DrivePlan(server, from, script, others, contentType, audio, names, deadline);
    }

    public DrivePlan withContentType(String other) {
        return new DrivePlan(server, from, script, values, other, audio, names, deadline);
    }

    public DrivePlan withAudio(boolean offered) {
        return new DrivePlan(server, from, script, values, contentType, offered, names, deadline);
    }

    public DrivePlan withNames(TransferNames others) {
        return new DrivePlan(server, from, script, values, contentType, audio, others, deadline);
    }

    public DrivePlan withDeadline(Duration other) {
        return new DrivePlan(server, from, script, values, contentType, audio, names, other);
    }
}
