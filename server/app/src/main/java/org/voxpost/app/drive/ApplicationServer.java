package org.voxpost.app.drive;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.lane.LaneThreads;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.IncomingCall;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipEndpoint;

/** An application server that runs any number of scripts at once over one SIP endpoint. Any thread may call it. */
public final class ApplicationServer implements AutoCloseable {
    private final LaneThreads threads = new LaneThreads("drive-timer");
    private final SipEndpoint sip;

    private ApplicationServer(SipConfiguration configuration) throws IOException {
        this.sip = SipEndpoint.open(configuration, threads::lane, ApplicationServer::refuse);
    }

    /**
     * Binds the sockets.
     *
     * @throws IOException when an address cannot be bound
     */
    public static ApplicationServer open(SipConfiguration configuration) throws IOException {
        return new ApplicationServer(configuration);
    }

    /**
     * Calls the server, runs the script, waits for the end of every dialog that it started, and hangs up.
     *
     * @return completes normally, whatever the server does, soon after the plan's deadline at the latest
     */
    public CompletableFuture<DriveReport> run(DrivePlan plan, DriveEvents events) {
        Lane lane = threads.lane();
        Drive drive = new Drive(plan, events, lane);
        lane.execute(() -> drive.begin(sip));
        return drive.report();
    }

    public int sipUdpPort() {
        return sip.udpPort();
    }

    public SipEndpoint sip() {
        return sip;
    }

    @Override
    public void close() {
        sip.close();
        threads.close();
    }

    private static CallEvents refuse(IncomingCall call) {
        call.reject(403);
        return end -> {};
    }
}
