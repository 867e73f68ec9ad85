package org.voxpost.engine.connection;

import java.nio.ByteBuffer;
import org.voxpost.engine.capture.CaptureDesk;
import org.voxpost.engine.control.ControlLegs;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.CallHandler;
import org.voxpost.sip.IncomingCall;
import org.voxpost.sip.OptionsAnswer;
import org.voxpost.sip.OverloadFeedback;

/** Gives each call to whom it is for: calls for help to the capture of text, all others to control. */
public final class Switchboard implements CallHandler {

    private final ControlLegs control;
    private final CaptureDesk capture;

    public Switchboard(ControlLegs control, CaptureDesk capture) {
        this.control = control;
        this.capture = capture;
    }

    @Override
    public CallEvents incoming(IncomingCall call) {
        return capture.wants(call) ? capture.take(call) : control.incoming(call);
    }

    @Override
    public void malformed(String peer, ByteBuffer octets, String why) {
        capture.malformed(peer, octets, why);
    }

    @Override
    public OptionsAnswer options() {
        return control.options();
    }

    @Override
    public boolean knowsAllCalls() {
        return control.knowsAllCalls();
    }

    @Override
    public OverloadFeedback overload() {
        return control.overload();
    }
}
