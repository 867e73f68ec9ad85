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
 * @param callers whose calls are taken; others are answered 403
 */
public record ControlTerms(
        Optional<DocumentForm> form,
        int dialogs,
        boolean outlivesCall,
        Duration scriptDeadline,
        String address,
        Callers callers) {}
