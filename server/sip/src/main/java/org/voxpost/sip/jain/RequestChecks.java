package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.voxpost.sip.SipSyntaxException;

/** What a request must have before anybody looks at what it wants (RFC 3261 §8.2). */
final class RequestChecks {
    private static final Set<String> METHODS = Set.of("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "UPDATE");

    private RequestChecks() {}

    /** The refusal, or empty when the request may go on. */
    static Optional<SIPResponse> refuse(Core core, SIPRequest request) {
        if (request.getApplicationData() instanceof ReceivedNotes notes && notes.bad != null) {
            return Optional.of(bad(core, request, notes.bad));
        }
        if (!METHODS.contains(request.getMethod())) {
            return Optional.of(refusal(core, request, 405, ""));
        }
        if (request.getFrom().getTag() == null) {
            return Optional.of(bad(core, request, "Missing From tag"));
        }
        try {
            Uris.any(request.getRequestURI());
        } catch (SipSyntaxException other) {
            return Optional.of(refusal(core, request, 416, ""));
        }
        List<String> unsupported = Messages.tokens(request, "Require").stream()
                .filter(option -> !option.equals("timer"))
                .toList();
        if (!unsupported.isEmpty() && !request.getMethod().equals("CANCEL")) {
            SIPResponse refusal = refusal(core, request, 420, "");
            Messages.set(refusal, "Unsupported", Messages.clean(String.join(", ", unsupported)));
            return Optional.of(refusal);
        }
        boolean encoded = Messages.tokens(request, "Content-Encoding").stream()
                .anyMatch(encoding -> !encoding.equals("identity"));
        if (encoded) {
            SIPResponse refusal = refusal(core, request, 415, "");
            Messages.set(refusal, "Accept-Encoding", "identity");
            return Optional.of(refusal);
        }
        return Optional.empty();
    }

    private static SIPResponse bad(Core core, SIPRequest request, String why) {
        core.unreadable.tell(request, why);
        return refusal(core, request, 400, why);
    }

    private static SIPResponse refusal(Core core, SIPRequest request, int status, String reason) {
        SIPResponse response = core.messages.response(request, status, reason, core.ids.tag());
        Messages.allow(response);
        return response;
    }
}
