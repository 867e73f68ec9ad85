package org.voxpost.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.voxpost.engine.capture.CaptureTerms;
import org.voxpost.engine.control.Callers;
import org.voxpost.engine.control.ControlTerms;
import org.voxpost.engine.delivery.DeliveryTerms;
import org.voxpost.engine.overload.OverloadTerms;
import org.voxpost.media.DiskSettings;
import org.voxpost.media.MediaConfiguration;
import org.voxpost.msrp.AddressPolicy;
import org.voxpost.msrp.FlowTimeouts;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpTimeouts;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.RelayAccount;
import org.voxpost.sip.SipUri;

/** Configurations that differ from the rig's own. */
final class Changes {

    private Changes() {}

    static EngineConfiguration endsWithTheCall(EngineConfiguration from) {
        return withControl(from, false, from.control().callers());
    }

    /** Deliveries go through a relay; reports on them are waited for a minute. */
    static EngineConfiguration through(RelayAccount account, EngineConfiguration from) {
        MsrpTimeouts timeouts = from.msrp().timeouts().withReport(Duration.ofMinutes(1));
        return withMsrp(
                withPolicies(from, _ -> PeerPolicy.DEFAULT.withRelay(account)),
                from.msrp().withTimeouts(timeouts));
    }

    /** Every delivery server is treated so. */
    static EngineConfiguration policy(PeerPolicy policy, EngineConfiguration from) {
        return withPolicies(from, _ -> policy);
    }

    static EngineConfiguration deletesNothing(EngineConfiguration from) {
        return withMedia(from, from.media().withDeletable());
    }

    static EngineConfiguration takesCallsFromNobody(EngineConfiguration from) {
        return asksWhoCalls(from, address -> CompletableFuture.completedFuture(address.equals("192.0.2.1")));
    }

    static EngineConfiguration asksWhoCalls(EngineConfiguration from, Callers callers) {
        return withControl(from, true, callers);
    }

    /** With the usual time-outs of MSRP, where a test answers step by step. */
    static EngineConfiguration flow(EngineConfiguration from, FlowTimeouts flow) {
        return withMsrp(from, from.msrp().withTimeouts(MsrpTimeouts.DEFAULT.withFlow(flow)));
    }

    static EngineConfiguration address(EngineConfiguration from, AddressPolicy address) {
        return withPolicies(from, uri -> from.delivery().policies().apply(uri).withAddress(address));
    }

    static EngineConfiguration withCapture(CaptureTerms capture, EngineConfiguration from) {
        return of(
                from,
                from.msrp(),
                from.media(),
                from.control(),
                from.delivery(),
                from.overload(),
                Optional.of(capture));
    }

    static EngineConfiguration withOverload(OverloadTerms overload, EngineConfiguration from) {
        return of(from, from.msrp(), from.media(), from.control(), from.delivery(), overload, from.capture());
    }

    static EngineConfiguration withDisk(DiskSettings disk, EngineConfiguration from) {
        return withMedia(from, from.media().withDisk(disk));
    }

    private static EngineConfiguration withMsrp(EngineConfiguration from, MsrpConfiguration msrp) {
        return of(from, msrp, from.media(), from.control(), from.delivery(), from.overload(), from.capture());
    }

    private static EngineConfiguration withMedia(EngineConfiguration from, MediaConfiguration media) {
        return of(from, from.msrp(), media, from.control(), from.delivery(), from.overload(), from.capture());
    }

    private static EngineConfiguration withControl(EngineConfiguration from, boolean outlivesCall, Callers callers) {
        ControlTerms control = from.control();
        ControlTerms changed = new ControlTerms(
                control.form(),
                control.dialogs(),
                outlivesCall,
                control.scriptDeadline(),
                control.address(),
                control.promiseDeadline(),
                control.keyHeader(),
                callers);
        return of(from, from.msrp(), from.media(), changed, from.delivery(), from.overload(), from.capture());
    }

    private static EngineConfiguration withPolicies(EngineConfiguration from, Function<SipUri, PeerPolicy> policies) {
        DeliveryTerms delivery = from.delivery();
        DeliveryTerms changed = new DeliveryTerms(
                delivery.answerDeadline(),
                delivery.tailGrace(),
                delivery.jobHeader(),
                delivery.routes(),
                delivery.sourceDeadline(),
                delivery.fallbackType(),
                delivery.address(),
                policies);
        return of(from, from.msrp(), from.media(), from.control(), changed, from.overload(), from.capture());
    }

    private static EngineConfiguration of(
            EngineConfiguration from,
            MsrpConfiguration msrp,
            MediaConfiguration media,
            ControlTerms control,
            DeliveryTerms delivery,
            OverloadTerms overload,
            Optional<CaptureTerms> capture) {
        return new EngineConfiguration(
                from.sip(),
                msrp,
                media,
                from.msml(),
                control,
                delivery,
                from.transfer(),
                from.names(),
                overload,
                capture,
                from.fileDeadline(),
                from.drain());
    }
}
