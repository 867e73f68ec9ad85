package org.voxpost.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.voxpost.sip.Body;
import org.voxpost.sip.InfoOutcome;

/** The document that orders one transfer, and what the server says to it. */
public final class Job {
    static final String SOURCE = "voicemail.amr";

    private static final String TYPE = "application/xml";

    private Job() {}

    /**
     * @param connection the tag of the server's To header
     * @param source as {@code src} has it
     * @param deliveryPort SIP port of the delivery server
     * @param number makes the file name at the far end unlike any other
     */
    public static Body order(String connection, String source, int deliveryPort, long number) {
        return Body.text(TYPE, """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <msml version="1.1">
              <dialogstart target="conn:%s" type="application/moml+xml">
                <transfer>
                  <fileobj src="%s" contenttype="audio/amr"
                    dest="xmsrp://?offerer=msml@127.0.0.1;answerer=delivery@127.0.0.1:%d;file=%d.amr"/>
                </transfer>
              </dialogstart>
            </msml>
            """.formatted(connection, source, deliveryPort, number));
    }

    /** Why the order was not taken; empty when it was. */
    static Optional<String> refusal(InfoOutcome outcome) {
        if (outcome instanceof InfoOutcome.Answered answered && answered.good()) {
            String result = answered.body().map(Job::text).orElse("");
            return result.contains("response=\"200\"") ? Optional.empty() : Optional.of("the result was " + result);
        }
        return Optional.of("the order was answered " + outcome);
    }

    static boolean isDialogExit(String event) {
        return event.contains("name=\"msml.dialog.exit\"");
    }

    /** The server tells a status only of what went wrong. */
    static boolean isFailure(String event) {
        return event.contains("dialog.exit.status");
    }

    static String text(Body body) {
        return new String(body.bytes(), StandardCharsets.UTF_8);
    }
}
