package org.voxpost.msml.dialog;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code <transfer>}: sends files and messages, the primitive that PowerMedia XMS adds to RFC 5707.
 *
 * @param iterate runs of the whole list of objects
 * @param retry further attempts after a failure
 * @param delay before the first run
 * @param starttimer whether the timers run from the start; else they wait for the event {@code starttimer}
 * @param ftt longest wait for the first byte to be acknowledged
 * @param itt longest wait between acknowledgements
 * @param maxtime longest duration of the whole
 * @param lang {@code xml:lang}
 * @param objects at least one, in document order
 */
public record Transfer(
        Optional<String> id,
        Initial initial,
        Count iterate,
        Count retry,
        Optional<Duration> delay,
        boolean starttimer,
        Optional<Duration> ftt,
        Optional<Duration> itt,
        Optional<Duration> maxtime,
        Optional<String> lang,
        List<TransferObject> objects,
        Handler onStart,
        Handler onObjectStart,
        Handler onObjectDone,
        Handler onExit)
        implements DialogElement.Executable {
    /** The state in which the primitive starts. */
    public enum Initial {
        TRANSMIT,
        SUSPEND
    }

    public Transfer {
        objects = List.copyOf(objects);
    }
}
