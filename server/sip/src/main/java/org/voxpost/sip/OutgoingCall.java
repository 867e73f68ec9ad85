package org.voxpost.sip;

/** A call that we make; {@link #hangUp} cancels it as long as it is not answered. */
public non-sealed interface OutgoingCall extends Call {

    Invitation invitation();

    @Override
    SipUri localUri();

    @Override
    SipUri remoteUri();
}
