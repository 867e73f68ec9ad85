package org.voxpost.benchmarks.text;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.voxpost.benchmarks.BenchmarkFailure;
import org.voxpost.engine.lane.LaneThreads;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.PoolPolicy;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.sdp.ConnectionAddress;
import org.voxpost.sdp.Origin;
import org.voxpost.sdp.SessionDescription;
import org.voxpost.sip.Body;
import org.voxpost.sip.Invitation;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipUri;

/** All callers, each with a call and a connection of its own. */
final class Callers implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int OPENING_AT_ONCE = 64;
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(5);

    private final LaneThreads threads = new LaneThreads("callers-timer");
    private final MsrpEndpoint msrp;
    private final SipEndpoint sip;
    private final List<Writer> writers = new ArrayList<>();
    private volatile Histogram answered = histogram();

    Callers() throws IOException {
        msrp = MsrpEndpoint.open(MsrpConfiguration.on(new InetSocketAddress(InetAddress.ofLiteral(HOST), 0))
                .withAdvertised(HOST, 0));
        sip = SipEndpoint.open(SipConfiguration.on(HOST, 0), threads::lane, call -> {
            call.reject(403);
            return _ -> {};
        });
    }

    static Histogram histogram() {
        return new ConcurrentHistogram(LONGEST_MICROS, 3);
    }

    /** Opens so many sessions; returns when text can flow in all of them. */
    Duration open(int sessions, int serverPort) throws InterruptedException, IOException {
        long begin = System.nanoTime();
        SessionTerms terms = SessionTerms.of(List.of("text/plain"))
                .withPolicy(PeerPolicy.DEFAULT.withPool(PoolPolicy.DEFAULT.withSharing(PoolPolicy.Sharing.OWN)));
        Semaphore opening = new Semaphore(OPENING_AT_ONCE);
        for (int i = 0; i < sessions; i++) {
            opening.acquire();
            Writer writer = new Writer(i, msrp, terms);
            writers.add(writer);
            var _ = writer.flows().whenComplete((_, _) -> opening.release());
            SipUri help = SipUri.of("911", HOST, serverPort);
            var _ = sip.invite(Invitation.of(SipUri.of("caller" + i, HOST, sip.udpPort()), help, body(writer)), writer);
        }
        opening.acquire(OPENING_AT_ONCE);
        check();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static Body body(Writer writer) {
        ConnectionAddress address = ConnectionAddress.of(HOST);
        return new Body(
                "application/sdp",
                SessionDescription.of(Origin.of("caller", 1, address), "-")
                        .withConnection(address)
                        .plus(writer.session().localDescription())
                        .encode());
    }

    /** Writes a line at each beat, of one caller after another. Returns when the time is over and all of it is answered. */
    Histogram write(Duration time, Duration beat) throws InterruptedException, IOException {
        Histogram micros = histogram();
        answered = micros;
        long begin = System.nanoTime();
        long count = time.dividedBy(beat);
        Semaphore open = new Semaphore(0);
        for (long i = 0; i < count; i++) {
            long due = begin + i * beat.toNanos();
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            writers.get((int) (i % writers.size())).write(nanos -> {
                micros.recordValue(Math.min(LONGEST_MICROS, nanos / 1000));
                open.release();
            });
        }
        if (!open.tryAcquire((int) count, 1, TimeUnit.MINUTES)) {
            check();
            throw new BenchmarkFailure((count - open.availablePermits()) + " lines were not answered within a minute.");
        }
        check();
        return answered;
    }

    /** How many lines each has written. */
    int[] lines() {
        return writers.stream().mapToInt(Writer::lines).toArray();
    }

    private void check() throws IOException {
        for (Writer writer : writers) {
            if (writer.failure().isPresent()) {
                throw new BenchmarkFailure(
                        "A caller failed: " + writer.failure().get());
            }
        }
    }

    @Override
    public void close() {
        sip.close();
        msrp.close();
        threads.closeNow();
    }
}
