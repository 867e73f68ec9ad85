package org.voxpost.engine.control;

import java.time.Duration;
import java.util.Optional;
import org.voxpost.msml.DocumentForm;

/**
 * How application servers are treated.
 *
 * @param form the dialect of results and events; empty means by the Content-Type of the dialog's INFOs
 * @param dialogs how many MSML dialogs one connection may have at once; beyond it a request is answered 521
 * @param outlivesCall what a dialog started goes on when the application server hangs up
 * @param scriptDeadline how long fetching a script by {@code dialogstart src} may take
 * @param address what our session descriptions say we are reached at
 * @param promiseDeadline how long writing an order down may take; then it is answered 520
 * @param keyHeader the header of an INFO, or else of its INVITE, that has the application server's own name for what it orders; empty
 *     for none
 * @param callers whose calls are taken; others are answered 403
 */
public record ControlTerms(
        Optional<DocumentForm> form,
        int dialogs,
        boolean outlivesCall,
        Duration scriptDeadline,
        String address,
        Duration promiseDeadline,
        String keyHeader,
        Callers callers) {}
