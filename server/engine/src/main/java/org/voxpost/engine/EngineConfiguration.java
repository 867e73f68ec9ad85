package org.voxpost.engine;

import java.time.Duration;
import java.util.Optional;
import org.voxpost.engine.capture.CaptureTerms;
import org.voxpost.engine.control.ControlTerms;
import org.voxpost.engine.delivery.DeliveryTerms;
import org.voxpost.engine.overload.OverloadTerms;
import org.voxpost.engine.transfer.TransferNames;
import org.voxpost.engine.transfer.TransferPolicy;
import org.voxpost.media.MediaConfiguration;
import org.voxpost.msml.MsmlLimits;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.sip.SipConfiguration;

/**
 * Everything that a server needs to know before it starts.
 *
 * @param capture of text; empty where none is captured. It needs a journal
 * @param fileDeadline how long one {@code fileop} may take
 * @param drain how long what runs may go on when the server is to stop
 */
public record EngineConfiguration(
        SipConfiguration sip,
        MsrpConfiguration msrp,
        MediaConfiguration media,
        MsmlLimits msml,
        ControlTerms control,
        DeliveryTerms delivery,
        TransferPolicy transfer,
        TransferNames names,
        OverloadTerms overload,
        Optional<CaptureTerms> capture,
        Duration fileDeadline,
        Duration drain) {}
