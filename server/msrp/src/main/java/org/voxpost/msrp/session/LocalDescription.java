package org.voxpost.msrp.session;

import java.util.List;
import java.util.Optional;
import org.voxpost.msrp.AddressPolicy;
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
     * @param fingerprints of our certificate; empty for none, as behind relays (RFC 6135 §4.3)
     */
    public static MediaDescription offer(UriPath path, SessionTerms terms, List<Fingerprint> fingerprints) {
        boolean cema = terms.policy().address().target() == AddressPolicy.Target.CEMA;
        return withCema(description(path, terms, offered(path, terms.policy().offerSetup()), fingerprints), cema);
    }

    /** The parameters are as for an offer. */
    public static MediaDescription answer(
            UriPath path, SessionTerms terms, Setup setup, List<Fingerprint> fingerprints, boolean cema) {
        return withCema(description(path, terms, setup, fingerprints), cema);
    }

    /** A description of ours, as the next offer of the same session (RFC 4975 §8.4). */
    public static MediaDescription reoffer(MediaDescription ours, UriPath path, PeerPolicy policy) {
        return withSetup(ours, path, offered(path, policy.offerSetup()), policy);
    }

    /** A description of ours, as the answer to another offer of the same session. */
    public static MediaDescription answerAgain(
            MediaDescription ours, UriPath path, PeerPolicy policy, Setup setup, boolean cema) {
        return withCema(withSetup(ours, path, setup, policy), cema);
    }

    /** A description of ours, with or without {@code a=msrp-cema} (RFC 6714 §5). */
    public static MediaDescription withCema(MediaDescription ours, boolean cema) {
        if (cema == ours.has(Cema.ATTRIBUTE.name())) {
            return ours;
        }
        return cema ? ours.with(Cema.ATTRIBUTE) : ours.without(Cema.ATTRIBUTE.name());
    }

    /** A description of ours with these fingerprints in place of those that it has. */
    public static MediaDescription withFingerprints(MediaDescription ours, List<Fingerprint> fingerprints) {
        List<Attribute> wanted =
                fingerprints.stream().map(Fingerprint::attribute).toList();
        if (ours.attributes("fingerprint").toList().equals(wanted)) {
            return ours;
        }
        MediaDescription described = ours.without("fingerprint");
        for (Attribute attribute : wanted) {
            described = described.with(attribute);
        }
        return described;
    }

    private static MediaDescription withSetup(MediaDescription ours, UriPath path, Setup setup, PeerPolicy policy) {
        return by(path, ours).replacing(setup.attribute()).withPort(shown(path, setup, policy));
    }

    /** A description of ours, with another path to us. */
    public static MediaDescription by(UriPath path, MediaDescription ours) {
        MediaDescription media = ours.replacing(attribute(path));
        return path.uris().size() > 1
                ? media.withConnection(ConnectionAddress.of(path.first().host()))
                        .withPort(path.first().port())
                : media;
    }

    private static Attribute attribute(UriPath path) {
        return new MsrpPath(path.uris().stream().map(MsrpUri::toString).toList()).attribute();
    }

    private static int shown(UriPath path, Setup setup, PeerPolicy policy) {
        boolean relayed = path.uris().size() > 1;
        return setup == Setup.ACTIVE && policy.discardPort() && !relayed
                ? DISCARD_PORT
                : path.first().port();
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
        MediaDescription media = MediaDescription.message(shown(path, setup, terms.policy()), outermost.secure())
                .with(attribute(path))
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
