package org.voxpost.msrp.wire;

/** The octets cannot be followed any further; the connection is of no more use. Carries no stack trace. */
public final class FramingException extends Exception {

    FramingException(String message) {
        super(message, null, false, false);
    }
}
