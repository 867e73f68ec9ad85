package org.voxpost.msrp.netty;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.session.LocalDescription;
import org.voxpost.msrp.session.Negotiation;
import org.voxpost.msrp.wire.MsrpUri;
import org.voxpost.msrp.wire.UriPath;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.Setup;

/** What the two sides of a session said of it in offer and answer, and what that came to. Any thread, one at a time. */
final class Descriptions {

    private final SessionTerms terms;
    private final MsrpUri uri;
    private final @Nullable SessionTls tls;

    private volatile MediaDescription local;
    private volatile @Nullable Negotiation agreed;
    private volatile @Nullable UriPath usePath;

    /**
     * @param local our offer or answer
     * @param agreed what it came to; null for an offer
     */
    Descriptions(
            SessionTerms terms,
            MsrpUri uri,
            @Nullable SessionTls tls,
            MediaDescription local,
            @Nullable Negotiation agreed) {
        this.terms = terms;
        this.uri = uri;
        this.tls = tls;
        this.local = local;
        this.agreed = agreed;
    }

    /** The last that we said. */
    MediaDescription local() {
        return local;
    }

    /** What offer and answer came to; null before. */
    @Nullable
    Negotiation agreed() {
        return agreed;
    }

    /** Takes the answer to our last offer. */
    Negotiation answered(MediaDescription answer) throws NegotiationRefused {
        try {
            Negotiation result = Negotiation.ofAnswer(local, answer, terms);
            agreed = result;
            return result;
        } catch (NegotiationRefused e) {
            if (e.reason() == NegotiationRefused.Reason.WITHOUT_CEMA) {
                local = LocalDescription.withCema(local, false);
            }
            throw e;
        }
    }

    /**
     * Takes an offer in mid-call; {@link #local} is its answer.
     *
     * @param before what was agreed until then
     */
    Negotiation reoffered(MediaDescription offer, Negotiation before) throws NegotiationRefused {
        if (offer.isSecureMessage() != local.isSecureMessage()) {
            throw new NegotiationRefused(
                    NegotiationRefused.Reason.TRANSPORT, "a session does not change between TCP and TLS");
        }
        PeerPolicy.AnswerSetup kept =
                before.weConnect() ? PeerPolicy.AnswerSetup.ACTIVE : PeerPolicy.AnswerSetup.PASSIVE;
        Setup setup = LocalDescription.setupFor(offer, terms.policy().withAnswerSetup(kept));
        Negotiation result = Negotiation.ofOffer(offer, setup, terms);
        boolean moves = result.movesFrom(before) && !result.staysOnItsConnection(before);
        if (moves) {
            setup = LocalDescription.setupFor(offer, terms.policy());
            result = Negotiation.ofOffer(offer, setup, terms);
        }
        MediaDescription known =
                moves || !Objects.equals(result.peer(), before.peer()) ? withFingerprints(local, moves) : local;
        local = LocalDescription.answerAgain(known, ours(), terms.policy(), setup, result.cema());
        agreed = result;
        return result;
    }

    /** Makes an offer of ours in mid-call. */
    MediaDescription reoffer() {
        MediaDescription offer = LocalDescription.reoffer(withFingerprints(local, false), ours(), terms.policy());
        local = offer;
        return offer;
    }

    private MediaDescription withFingerprints(MediaDescription ours, boolean leaving) {
        return tls == null ? ours : LocalDescription.withFingerprints(ours, tls.fingerprintsAgain(leaving));
    }

    /** Says that both sides go through relays of ours, by this path. */
    void through(UriPath relays) {
        usePath = relays;
    }

    /** Takes another path from the relay, of which the peer knows nothing yet; false when it is the one before. */
    boolean reroute(UriPath relays) {
        UriPath before = usePath;
        if (before == null || before.uris().equals(relays.uris())) {
            return false;
        }
        usePath = relays;
        local = LocalDescription.by(ours(), local);
        return true;
    }

    /** The path by which the peer reaches us. */
    private UriPath ours() {
        UriPath relays = usePath;
        return relays == null ? UriPath.of(uri) : relays.reversedTo(uri);
    }

    /** The path by which we reach the peer. */
    UriPath theirs(Negotiation known) {
        UriPath relays = usePath;
        return relays == null ? known.remotePath() : relays.then(known.remotePath());
    }
}
