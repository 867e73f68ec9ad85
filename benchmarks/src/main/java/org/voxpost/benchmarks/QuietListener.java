package org.voxpost.benchmarks;

import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipListener;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;

/** Hears nothing; one overrides what one wants to hear. */
interface QuietListener extends SipListener {
    @Override
    default void processRequest(RequestEvent event) {}

    @Override
    default void processResponse(ResponseEvent event) {}

    @Override
    default void processTimeout(TimeoutEvent event) {}

    @Override
    default void processIOException(IOExceptionEvent event) {}

    @Override
    default void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    default void processDialogTerminated(DialogTerminatedEvent event) {}
}
