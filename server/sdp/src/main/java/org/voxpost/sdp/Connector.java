package org.voxpost.sdp;

import java.util.Optional;

/**
 * Which side of an offer and its answer opens the MSRP connection (RFC 6135 §4.2 over RFC 4145 §4.1). A side without
 * a=setup, or with holdconn, which RFC 6135 has us ignore, is a peer of RFC 4975 §5.4: the offerer connects.
 */
public enum Connector {
    OFFERER,
    ANSWERER;

    /** @throws SdpException when the two roles cannot go together, or the answer leaves the choice open */
    public static Connector of(Optional<Setup> offer, Optional<Setup> answer) throws SdpException {
        return switch (said(offer, Setup.ACTIVE)) {
            case ACTIVE -> answered(answer, Setup.PASSIVE, OFFERER);
            case PASSIVE -> answered(answer, Setup.ACTIVE, ANSWERER);
            case ACTPASS, HOLDCONN -> either(answer);
        };
    }

    /**
     * The setup to answer an offer with: the only one the offer allows, or, where it leaves the choice, active if
     * {@code wouldConnect}, else passive. RFC 6135 §4.2.2 prefers passive for one that can be reached.
     */
    public static Setup answerTo(Optional<Setup> offer, boolean wouldConnect) {
        return switch (said(offer, Setup.ACTIVE)) {
            case ACTIVE -> Setup.PASSIVE;
            case PASSIVE -> Setup.ACTIVE;
            case ACTPASS, HOLDCONN -> wouldConnect ? Setup.ACTIVE : Setup.PASSIVE;
        };
    }

    private static Connector answered(Optional<Setup> answer, Setup only, Connector then) throws SdpException {
        if (said(answer, Setup.PASSIVE) != only) {
            throw new SdpException("the setup of the answer does not fit that of the offer");
        }
        return then;
    }

    private static Connector either(Optional<Setup> answer) throws SdpException {
        return switch (said(answer, Setup.PASSIVE)) {
            case ACTIVE -> ANSWERER;
            case PASSIVE -> OFFERER;
            case ACTPASS, HOLDCONN -> throw new SdpException("the answer leaves open who connects");
        };
    }

    private static Setup said(Optional<Setup> setup, Setup otherwise) {
        return setup.filter(s -> s != Setup.HOLDCONN).orElse(otherwise);
    }
}
