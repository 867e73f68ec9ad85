package org.voxpost.sip;

/** A value that cannot stand in a SIP message. Has no stack trace: the text came from somebody else. */
public final class SipSyntaxException extends IllegalArgumentException {
    public SipSyntaxException(String message) {
        super(message);
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
