package org.voxpost.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.voxpost.engine.capture.CaptureTerms;
import org.voxpost.engine.control.Callers;
import org.voxpost.engine.control.ControlTerms;
import org.voxpost.engine.delivery.DeliveryTerms;
import org.voxpost.engine.overload.OverloadTerms;
import org.voxpost.media.DiskSettings;
import org.voxpost.msrp.AddressPolicy;
import org.voxpost.msrp.FlowTimeouts;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpTimeouts;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.RelayAccount;

/** Configurations that differ from the rig's own. */
final class Changes {

    private Changes() {}

    static EngineConfiguration endsWithTheCall(EngineConfiguration from) {
        ControlTerms control = from.control();
        return new EngineConfiguration(
                from.sip(),
                from.msrp(),
                from.media(),
                from.msml(),
                new ControlTerms(
                        control.form(),
                        control.dialogs(),
                        false,
                        control.scriptDeadline(),
                        control.address(),
                        control.promiseDeadline(),
                        control.keyHeader(),
                        control.callers()),
                from.delivery(),
                from.transfer(),
                from.names(),
                from.overload(),
                from.capture(),
                from.fileDeadline(),
                from.drain());
    }

    /** Deliveries go through a relay; reports on them are waited for a minute. */
    static EngineConfiguration through(RelayAccount account, EngineConfiguration from) {
        DeliveryTerms delivery = from.delivery();
        MsrpTimeouts timeouts = from.msrp().timeouts().withReport(Duration.ofMinutes(1));
        return new EngineConfiguration(
                from.sip(),
                from.msrp().withTimeouts(timeouts),
                from.media(),
                from.msml(),
                from.control(),
                new DeliveryTerms(
                        delivery.answerDeadline(),
                        delivery.tailGrace(),
                        delivery.jobHeader(),
                        delivery.routes(),
                        delivery.sourceDeadline(),
                        delivery.fallbackType(),
                        delivery.address(),
                        uri -> PeerPolicy.DEFAULT.withRelay(account)),
                from.transfer(),
                from.names(),
                from.overload(),
                from.capture(),
                from.fileDeadline(),
                from.drain());
    }

    /** Every delivery server is treated so. */
    static EngineConfiguration policy(PeerPolicy policy, EngineConfiguration from) {
        DeliveryTerms delivery = from.delivery();
        return new EngineConfiguration(
                from.sip(),
                from.msrp(),
                from.media(),
                from.msml(),
                from.control(),
                new DeliveryTerms(
                        delivery.answerDeadline(),
                        delivery.tailGrace(),
                        delivery.jobHeader(),
                        delivery.routes(),
                        delivery.sourceDeadline(),
                        delivery.fallbackType(),
                        delivery.address(),
                        _ -> policy),
                from.transfer(),
                from.names(),
                from.overload(),
                from.capture(),
                from.fileDeadline(),
                from.drain());
    }

    static EngineConfiguration deletesNothing(EngineConfiguration from) {
        return new EngineConfiguration(
                from.sip(),
                from.msrp(),
                from.media().withDeletable(),
                from.msml(),
                from.control(),
                from.delivery(),
                from.transfer(),
                from.names(),
                from.overload(),
                from.capture(),
                from.fileDeadline(),
                from.drain());
    }

    static EngineConfiguration takesCallsFromNobody(EngineConfiguration from) {
        return asksWhoCalls(from, address -> CompletableFuture.completedFuture(address.equals("192.0.2.1")));
    }

    static EngineConfiguration asksWhoCalls(EngineConfiguration from, Callers callers) {
        ControlTerms control = from.control();
        return new EngineConfiguration(
                from.sip(),
                from.msrp(),
                from.media(),
                from.msml(),
                new ControlTerms(
                        control.form(),
                        control.dialogs(),
                        true,
                        control.scriptDeadline(),
                        control.address(),
                        control.promiseDeadline(),
                        control.keyHeader(),
                        callers),
                from.delivery(),
                from.transfer(),
                from.names(),
                from.overload(),
                from.capture(),
                from.fileDeadline(),
                from.drain());
    }

    /** With the usual time-outs of MSRP, where a test answers step by step. */
    static EngineConfiguration flow(EngineConfiguration from, FlowTimeouts flow) {
        MsrpConfiguration msrp = from.msrp().withTimeouts(MsrpTimeouts.DEFAULT.withFlow(flow));
        return new EngineConfiguration(
                from.sip(),
                msrp,
                from.media(),
                from.msml(),
                from.control(),
                from.delivery(),
                from.transfer(),
                from.names(),
                from.overload(),
                from.capture(),
                from.fileDeadline(),
                from.drain());
    }

    static EngineConfiguration address(EngineConfiguration from, AddressPolicy address) {
        DeliveryTerms delivery = from.delivery();
        return new EngineConfiguration(
                from.sip(),
                from.msrp(),
                from.media(),
                from.msml(),
                from.control(),
                new DeliveryTerms(
                        delivery.answerDeadline(),
                        delivery.tailGrace(),
                        delivery.jobHeader(),
                        delivery.routes(),
                        delivery.sourceDeadline(),
                        delivery.fallbackType(),
                        delivery.address(),
                        uri -> delivery.policies().apply(uri).withAddress(address)),
                from.transfer(),
                from.names(),
                from.overload(),
                from.capture(),
                from.fileDeadline(),
                from.drain());
    }

    static EngineConfiguration withCapture(CaptureTerms capture, EngineConfiguration from) {
        return new EngineConfiguration(
                from.sip(),
                from.msrp(),
                from.media(),
                from.msml(),
                from.control(),
                from.delivery(),
                from.transfer(),
                from.names(),
                from.overload(),
                Optional.of(capture),
                from.fileDeadline(),
                from.drain());
    }

    static EngineConfiguration withOverload(OverloadTerms overload, EngineConfiguration from) {
        return new EngineConfiguration(
                from.sip(),
                from.msrp(),
                from.media(),
                from.msml(),
                from.control(),
                from.delivery(),
                from.transfer(),
                from.names(),
                overload,
                from.capture(),
                from.fileDeadline(),
                from.drain());
    }

    static EngineConfiguration withDisk(DiskSettings disk, EngineConfiguration from) {
        return new EngineConfiguration(
                from.sip(),
                from.msrp(),
                from.media().withDisk(disk),
                from.msml(),
                from.control(),
                from.delivery(),
                from.transfer(),
                from.names(),
                from.overload(),
                from.capture(),
                from.fileDeadline(),
                from.drain());
    }
}
