package org.voxpost.benchmarks.restart;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.Job;
import org.voxpost.engine.journal.Order;
import org.voxpost.engine.journal.Outcome;

/**
 * An order of one transfer of one voicemail, and the entries that the server writes for it from the promise to the end.
 *
 * @param number makes it unlike any other
 * @param source name of the file under the media root
 * @param deliveryPort SIP port of the delivery server
 * @param acceptedAt wall-clock time
 */
record SampleOrder(int number, String source, int deliveryPort, Instant acceptedAt) {

    private static final int OCTETS = 30_000;
    private static final String SHA_256 = "5c".repeat(32);
    private static final Duration LASTED = Duration.ofMillis(94);

    String id() {
        return String.format(Locale.ROOT, "%024x", number);
    }

    String job() {
        return id() + "-1";
    }

    /** What makes it an open order. */
    Entry.Accepted accepted() {
        return new Entry.Accepted(
                new Order(
                        id(),
                        connection() + "/dialog:1",
                        "call-" + id() + "@127.0.0.1",
                        "sip:as@127.0.0.1",
                        Optional.of("voicemail-" + number),
                        ByteBuffer.wrap(document().getBytes(StandardCharsets.UTF_8)),
                        0,
                        acceptedAt,
                        0,
                        Optional.empty(),
                        Optional.empty()),
                List.of(new Job(job(), id(), 0, 0, 0, "1", "file://" + source, destination(), false)));
    }

    /** All that follows, in the order of a transfer that goes well; the last closes the order. */
    List<Entry> course() {
        Instant end = acceptedAt.plus(LASTED);
        Outcome complete = new Outcome("transfer.complete", OCTETS, 200, "", 1, LASTED, end);
        return List.of(
                new Entry.TransferBegun(id(), 0, "", 0, acceptedAt),
                new Entry.AttemptBegun(job(), 1, 0),
                new Entry.SourceReady(job(), OCTETS, SHA_256, OCTETS + "-" + acceptedAt.toEpochMilli()),
                new Entry.Delivered(job(), OCTETS, 1, true),
                new Entry.JobFinished(job(), complete),
                new Entry.JobTold(job()),
                new Entry.TransferFinished(id(), 0, complete),
                new Entry.OrderClosed(id(), new Outcome("transfer.terminated", 0, 487, "", 0, Duration.ZERO, end)));
    }

    private String document() {
        return """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <msml version="1.1">
              <dialogstart target="%s" type="application/moml+xml">
                <transfer>
                  <fileobj src="file://%s" contenttype="audio/amr" dest="%s"/>
                </transfer>
              </dialogstart>
            </msml>
            """.formatted(connection(), source, destination());
    }

    private String connection() {
        return String.format(Locale.ROOT, "conn:%032x", number);
    }

    private String destination() {
        return "xmsrp://?offerer=msml@127.0.0.1;answerer=delivery@127.0.0.1:" + deliveryPort + ";file=" + number
                + ".amr";
    }
}
