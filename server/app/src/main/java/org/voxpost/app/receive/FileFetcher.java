package org.voxpost.app.receive;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.lane.LaneThreads;
import org.voxpost.media.Inbox;
import org.voxpost.media.MediaException;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.sdp.FileSelector;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipUri;

/** Asks peers for files (RFC 5547 §8.2.2, pull) over a SIP and an MSRP endpoint of its own. Any thread may call it. */
public final class FileFetcher implements AutoCloseable {
    private final ReceiveTerms terms;
    private final LaneThreads threads = new LaneThreads("fetch-timer");
    private final Transfers transfers = new Transfers();
    private final Inbox inbox;
    private final MsrpEndpoint msrp;
    private final SipEndpoint sip;

    private FileFetcher(ReceiveTerms terms) throws IOException, MediaException {
        this.terms = terms;
        ArrayDeque<Runnable> open = new ArrayDeque<>(List.<Runnable>of(threads::close));
        try {
            this.inbox = Inbox.open(terms.directory(), terms.acceptance().largest(), terms.keep());
            open.push(inbox::close);
            this.msrp = MsrpEndpoint.open(terms.msrp());
            open.push(msrp::close);
            this.sip = SipEndpoint.open(terms.sip(), threads::lane, call -> {
                call.reject(403);
                return end -> {};
            });
        } catch (IOException | MediaException | RuntimeException e) {
            open.forEach(Runnable::run);
            throw e;
        }
    }

    /**
     * Binds the sockets.
     *
     * @param terms where files go, how large they may be, what is kept of those that break off, and how the peer is treated; the rest is of no meaning here
     * @throws IOException when an address cannot be bound
     * @throws MediaException when the directory cannot be used, or another process holds it
     */
    public static FileFetcher open(ReceiveTerms terms) throws IOException, MediaException {
        return new FileFetcher(terms);
    }

    /**
     * Asks for one file, and goes on with it where a part is here; the result completes normally whatever the peer does.
     *
     * @param asked with a name, a size or a hash
     * @param events hears of progress, on a lane
     */
    public CompletableFuture<FetchOutcome> fetch(FileSelector asked, SipUri from, SipUri to, ReceiveEvents events) {
        Lane lane = threads.waitingLane();
        return new FetchRun(terms, inbox, transfers, sip, msrp, from, to, asked, events, lane).begin();
    }

    @Override
    public void close() {
        sip.close();
        msrp.close();
        threads.close();
        inbox.close();
    }
}
