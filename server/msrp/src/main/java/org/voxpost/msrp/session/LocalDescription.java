package org.voxpost.msrp.session;

import java.util.List;
import java.util.Optional;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.wire.MsrpUri;
import org.voxpost.sdp.AcceptTypes;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.Connector;
import org.voxpost.sdp.Fingerprint;
import org.voxpost.sdp.MaxSize;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.MsrpPath;
import org.voxpost.sdp.Setup;

/** Writes our side of an offer or answer (RFC 4975 §8, RFC 6135 §4.2, RFC 8122 §5). */
public final class LocalDescription {

    private static final int DISCARD_PORT = 9;

    private LocalDescription() {}

    /** @param fingerprints of our certificate; empty for none */
    public static MediaDescription offer(MsrpUri uri, SessionTerms terms, List<Fingerprint> fingerprints) {
        return description(uri, terms, offered(terms.policy().offerSetup()), fingerprints);
    }

    /** @param fingerprints of our certificate; empty for none */
    public static MediaDescription answer(
            MsrpUri uri, SessionTerms terms, Setup setup, List<Fingerprint> fingerprints) {
        return description(uri, terms, setup, fingerprints);
    }

    /** The setup of our answer to what was offered; by policy where the peer leaves it to us. */
    public static Setup setupFor(MediaDescription offer, PeerPolicy policy) {
        Optional<Setup> offered = Setup.in(offer);
        return Connector.answerTo(offered, policy.answerSetup() == PeerPolicy.AnswerSetup.ACTIVE);
    }

    private static Setup offered(PeerPolicy.OfferSetup setup) {
        return switch (setup) {
            case ACTPASS -> Setup.ACTPASS;
            case ACTIVE -> Setup.ACTIVE;
            case PASSIVE -> Setup.PASSIVE;
        };
    }

    private static MediaDescription description(
            MsrpUri uri, SessionTerms terms, Setup setup, List<Fingerprint> fingerprints) {
        boolean discard = setup == Setup.ACTIVE && terms.policy().discardPort();
        MediaDescription media = MediaDescription.message(discard ? DISCARD_PORT : uri.port(), uri.secure())
                .with(new MsrpPath(List.of(uri.toString())).attribute())
                .with(setup.attribute())
                .with(new AcceptTypes(terms.acceptTypes()).attribute())
                .with(terms.direction().attribute());
        if (!terms.acceptWrappedTypes().isEmpty()) {
            media = media.with(new AcceptTypes(terms.acceptWrappedTypes()).wrappedAttribute());
        }
        if (terms.maxSize() > 0) {
            media = media.with(new MaxSize(terms.maxSize()).attribute());
        }
        for (Fingerprint fingerprint : fingerprints) {
            media = media.with(fingerprint.attribute());
        }
        for (Attribute attribute : terms.attributes()) {
            media = media.with(attribute);
        }
        return media;
    }
}
