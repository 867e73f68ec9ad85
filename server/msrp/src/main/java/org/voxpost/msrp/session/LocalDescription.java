package org.voxpost.msrp.session;

import java.util.List;
import java.util.Optional;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.wire.MsrpUri;
import org.voxpost.msrp.wire.UriPath;
import org.voxpost.sdp.AcceptTypes;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.ConnectionAddress;
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

    /**
     * @param path where we are reached: through relays, the outermost first, or our own URI alone
     * @param fingerprints of our certificate; empty for none, as behind relays (RFC 6135 §5)
     */
    public static MediaDescription offer(UriPath path, SessionTerms terms, List<Fingerprint> fingerprints) {
        return description(path, terms, offered(path, terms.policy().offerSetup()), fingerprints);
    }

    /** The parameters are as for an offer. */
    public static MediaDescription answer(
            UriPath path, SessionTerms terms, Setup setup, List<Fingerprint> fingerprints) {
        return description(path, terms, setup, fingerprints);
    }

    /** The setup of our answer to what was offered; by policy where the peer leaves it to us. */
    public static Setup setupFor(MediaDescription offer, PeerPolicy policy) {
        Optional<Setup> offered = Setup.in(offer);
        return Connector.answerTo(offered, policy.answerSetup() == PeerPolicy.AnswerSetup.ACTIVE);
    }

    /** Behind a relay we can be reached by everyone (RFC 6135 §4.2.2). */
    private static Setup offered(UriPath path, PeerPolicy.OfferSetup setup) {
        return switch (setup) {
            case ACTPASS -> Setup.ACTPASS;
            case ACTIVE -> path.uris().size() > 1 ? Setup.ACTPASS : Setup.ACTIVE;
            case PASSIVE -> Setup.PASSIVE;
        };
    }

    private static MediaDescription description(
            UriPath path, SessionTerms terms, Setup setup, List<Fingerprint> fingerprints) {
        MsrpUri outermost = path.first();
        boolean relayed = path.uris().size() > 1;
        boolean discard = setup == Setup.ACTIVE && terms.policy().discardPort() && !relayed;
        MediaDescription media = MediaDescription.message(discard ? DISCARD_PORT : outermost.port(), outermost.secure())
                .with(new MsrpPath(path.uris().stream().map(MsrpUri::toString).toList()).attribute())
                .with(setup.attribute())
                .with(new AcceptTypes(terms.acceptTypes()).attribute())
                .with(terms.direction().attribute());
        if (relayed) {
            media = media.withConnection(ConnectionAddress.of(outermost.host()));
        }
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
