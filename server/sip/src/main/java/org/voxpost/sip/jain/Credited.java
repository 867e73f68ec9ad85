package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** The credentials that one request collected on its way, and how many more challenges it takes. */
final class Credited {
    private final Digest digest;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private int left;

    Credited(Digest digest, int challenges) {
        this.digest = digest;
        this.left = challenges;
    }

    /** Answers the challenges of a 401 or 407; false when there are too many, or no credentials for them. */
    boolean accept(SIPRequest challenged, SIPResponse response) {
        if (left-- <= 0) {
            return false;
        }
        Map<String, String> answers = digest.answer(challenged, response);
        headers.putAll(answers);
        return !answers.isEmpty();
    }

    /** Also for the ACK, which carries the credentials of its INVITE (RFC 3261 §22.3). */
    void write(SIPRequest request) {
        headers.forEach((name, value) -> Messages.set(request, name, value));
    }
}
