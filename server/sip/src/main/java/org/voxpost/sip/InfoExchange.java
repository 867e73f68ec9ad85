package org.voxpost.sip;

import java.util.Optional;

/** An INFO that came in. Wants one answer, from any thread; peers repeat a request over UDP that has none for 500 ms. */
public interface InfoExchange {

    Optional<Body> body();

    SipHeaders headers();

    /**
     * Answers with a body.
     *
     * @param status 200 to 699
     */
    void answer(int status, Body body);

    /** 200 without a body. */
    void accept();

    /**
     * Refuses without a body.
     *
     * @param status 300 to 699
     * @param reason reason phrase; empty for the usual one
     * @param headers as Accept for a 415
     */
    void reject(int status, String reason, SipHeaders headers);
}
