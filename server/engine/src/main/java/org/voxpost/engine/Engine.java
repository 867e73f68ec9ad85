package org.voxpost.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.capture.CaptureDesk;
import org.voxpost.engine.capture.CaptureTerms;
import org.voxpost.engine.connection.Switchboard;
import org.voxpost.engine.control.ControlLegs;
import org.voxpost.engine.control.Retries;
import org.voxpost.engine.control.RunningOrders;
import org.voxpost.engine.delivery.Couriers;
import org.voxpost.engine.delivery.Pulls;
import org.voxpost.engine.delivery.Resumptions;
import org.voxpost.engine.dialog.CapturedText;
import org.voxpost.engine.dialog.DialogRunner;
import org.voxpost.engine.dialog.Transcripts;
import org.voxpost.engine.event.EventSink;
import org.voxpost.engine.journal.Journal;
import org.voxpost.engine.lane.LaneThreads;
import org.voxpost.engine.lane.Lanes;
import org.voxpost.engine.lane.MonotonicClock;
import org.voxpost.engine.overload.Admission;
import org.voxpost.engine.overload.Breakers;
import org.voxpost.engine.overload.Dispatch;
import org.voxpost.engine.overload.OverloadStatistics;
import org.voxpost.media.DiskRoom;
import org.voxpost.media.MediaException;
import org.voxpost.media.MediaStore;
import org.voxpost.msml.MsmlReader;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.sip.CallHandler;
import org.voxpost.sip.SipEndpoint;

/** A running server: its sockets are bound, and it serves until it is closed. */
public final class Engine implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Engine.class);

    /** How long the end of what is under way may take when the server stops. */
    private static final Duration STOPPING = Duration.ofSeconds(3);

    private final LaneThreads threads;
    private final MediaStore media;
    private final MsrpEndpoint msrp;
    private final SipEndpoint sip;
    private final ControlLegs legs;
    private final Optional<CaptureDesk> capture;
    private final Journal journal;
    private final Duration drain;
    private final Supplier<OverloadStatistics> overload;

    private Engine(
            LaneThreads threads,
            MediaStore media,
            MsrpEndpoint msrp,
            SipEndpoint sip,
            ControlLegs legs,
            Optional<CaptureDesk> capture,
            Journal journal,
            Duration drain,
            Supplier<OverloadStatistics> overload) {
        this.overload = overload;
        this.capture = capture;
        this.journal = journal;
        this.drain = drain;
        this.threads = threads;
        this.media = media;
        this.msrp = msrp;
        this.sip = sip;
        this.legs = legs;
    }

    /**
     * Opens the media store and the sockets, SIP last: when it answers, everything else is there. Then it goes on with what the
     * journal has open.
     *
     * @param journal open; closed with the engine, also when the start fails
     * @param transcripts writes the conversations that application servers have filed
     * @param listener told every fact; called on the lane where it happened
     * @throws IOException when an address cannot be bound
     * @throws MediaException when a root or the spool cannot be used
     */
    public static Engine start(
            EngineConfiguration configuration, Journal journal, Transcripts transcripts, EventSink listener)
            throws IOException, MediaException {
        EventSink events = EventSink.all(List.of(listener));
        LaneThreads threads = new LaneThreads("lane-timer");
        Lanes lanes = threads.lanes();
        Executor blocking = threads.blocking();
        Opened opened = new Opened();
        opened.keep(journal);
        Resumptions resumptions = new Resumptions();
        try {
            MediaStore media = opened.keep(MediaStore.open(configuration.media()));
            MsrpEndpoint msrp = opened.keep(MsrpEndpoint.open(configuration.msrp()));
            Optional<CaptureDesk> capture = capture(configuration, journal, msrp, media, lanes);
            CompletableFuture<SipEndpoint> sipLater = new CompletableFuture<>();
            Breakers breakers = new Breakers(configuration.overload().breaker(), new MonotonicClock());
            Couriers couriers = new Couriers(
                    lanes,
                    blocking,
                    media,
                    sipLater::join,
                    msrp,
                    configuration.delivery(),
                    resumptions,
                    journal,
                    breakers,
                    new Pulls(),
                    events);
            Dispatch dispatch = new Dispatch(couriers, configuration.overload());
            DialogRunner dialogs = new DialogRunner(
                    dispatch,
                    media,
                    blocking,
                    configuration.transfer(),
                    configuration.names(),
                    configuration.fileDeadline(),
                    text(configuration, capture, journal, transcripts),
                    journal,
                    events);
            ControlLegs legs = new ControlLegs(
                    configuration.control(),
                    lanes,
                    new MsmlReader(configuration.msml()),
                    dialogs,
                    media,
                    blocking,
                    journal,
                    new Admission(configuration.overload(), media.disk()::room, dispatch::waiting),
                    sipLater::join,
                    events);
            CallHandler handler = capture.<CallHandler>map(desk -> new Switchboard(legs, desk))
                    .orElse(legs);
            SipEndpoint sip = opened.keep(SipEndpoint.open(configuration.sip(), lanes, handler));
            sipLater.complete(sip);
            Recovery recovery = new Recovery(media, resumptions, legs.recovered(), blocking, legs::allKnown);
            journal.onLost(() -> {
                capture.ifPresent(CaptureDesk::breakOff);
                var _ = within(STOPPING, legs.park());
            });
            journal.recover(recovery::take);
            return new Engine(
                    threads,
                    media,
                    msrp,
                    sip,
                    legs,
                    capture,
                    journal,
                    configuration.drain(),
                    () -> OverloadStatistics.of(dispatch, breakers));
        } catch (IOException | MediaException | RuntimeException e) {
            opened.close();
            threads.closeNow();
            throw e;
        }
    }

    /** What an earlier run left open is closed in the record before the first call is taken. */
    private static Optional<CaptureDesk> capture(
            EngineConfiguration configuration, Journal journal, MsrpEndpoint msrp, MediaStore media, Lanes lanes) {
        return configuration
                .capture()
                .flatMap(terms -> journal.captures().map(store -> {
                    CaptureDesk desk = new CaptureDesk(
                            terms,
                            store,
                            msrp,
                            () -> media.disk().room() == DiskRoom.HARD,
                            lanes::lane,
                            InstantSource.system());
                    var _ = desk.recover().exceptionally(failure -> {
                        log.error("Captured sessions of an earlier run could not be closed in the record", failure);
                        return null;
                    });
                    return desk;
                }));
    }

    /** What dialogs see of captured text; empty where what application servers bring is not captured. */
    private static Optional<CapturedText> text(
            EngineConfiguration configuration,
            Optional<CaptureDesk> capture,
            Journal journal,
            Transcripts transcripts) {
        return configuration
                .capture()
                .filter(CaptureTerms::onControl)
                .flatMap(_ -> capture)
                .flatMap(desk -> journal.captures().map(store -> new CapturedText(desk, store, transcripts)));
    }

    public int sipUdpPort() {
        return sip.udpPort();
    }

    public int sipTcpPort() {
        return sip.tcpPort();
    }

    public int msrpPort() {
        return msrp.port();
    }

    public SipEndpoint sip() {
        return sip;
    }

    public MsrpEndpoint msrp() {
        return msrp;
    }

    public MediaStore media() {
        return media;
    }

    /** The orders that run on this node. */
    public RunningOrders orders() {
        return legs.orders();
    }

    /** Has failed jobs tried once more. */
    public Retries retries() {
        return legs.retries();
    }

    /** Where text is captured; empty where none is. */
    public Optional<CaptureDesk> capture() {
        return capture;
    }

    /** Whether it takes no more work. */
    public boolean draining() {
        return legs.draining();
    }

    /** How busy it is. */
    public OverloadStatistics overload() {
        return overload.get();
    }

    /** Dialogs of application servers that stand, or whose transfers go on after them. */
    public int legs() {
        return legs.size();
    }

    /**
     * Takes no more work, and lets what runs come to its end within the time for it. Leaves the rest to a later run of the server, or
     * ends it where there is no journal. Returns when that is done.
     */
    public void drain() {
        if (legs.draining()) {
            return;
        }
        CompletableFuture<Void> text =
                capture.map(CaptureDesk::drain).orElseGet(() -> CompletableFuture.completedFuture(null));
        CompletableFuture<Void> drained = CompletableFuture.allOf(legs.drain(), text);
        if (!within(drain, drained)) {
            legs.stop();
            if (!within(STOPPING, drained)) {
                log.warn("Stopped with {} calls that did not come to an end", legs.size());
            }
        }
    }

    /** Drains, unless that was done, and stops. */
    @Override
    public void close() {
        drain();
        sip.close();
        msrp.close();
        threads.closeNow();
        media.close();
        journal.close();
    }

    private static boolean within(Duration time, CompletableFuture<Void> end) {
        try {
            end.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("never completes so", e);
        }
    }

    /** What was opened so far, for a start that fails half-way. */
    private static final class Opened {

        private final ArrayDeque<AutoCloseable> open = new ArrayDeque<>();

        <T extends AutoCloseable> T keep(T resource) {
            open.push(resource);
            return resource;
        }

        void close() {
            for (AutoCloseable resource : open) {
                try {
                    resource.close();
                } catch (Exception e) {
                    log.warn("Closing after a failed start failed", e);
                }
            }
        }
    }
}
