package org.voxpost.sip;

/** A call that came in to an earlier process. */
public non-sealed interface ResumedCall extends Call {

    /** Every header of the INVITE. */
    SipHeaders headers();
}
