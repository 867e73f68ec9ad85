package org.voxpost.sdp;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A session description (RFC 8866) as an immutable value; an offer and an answer (RFC 3264) are both this. What a media
 * server has no use for is dropped by the reader: the lines u, e, p, t, r, z, k, the session's i, and a port count.
 *
 * @param name the s-line; empty when there is none, for which {@code s=-} is written
 * @param connection the c-line of the session, for media without one of their own
 */
public record SessionDescription(
        Origin origin,
        String name,
        Optional<ConnectionAddress> connection,
        List<Bandwidth> bandwidths,
        List<Attribute> attributes,
        List<MediaDescription> media) {

    private static final List<String> DIRECTIONS = List.of("sendrecv", "sendonly", "recvonly", "inactive");

    public SessionDescription {
        Text.oneLine(name);
        bandwidths = List.copyOf(bandwidths);
        attributes = List.copyOf(attributes);
        media = List.copyOf(media);
    }

    public static SessionDescription of(Origin origin, String name) {
        return new SessionDescription(origin, name, Optional.empty(), List.of(), List.of(), List.of());
    }

    /** Reads a body of type application/sdp within {@link SdpLimits#DEFAULT}. */
    public static SessionDescription parse(byte[] body) throws SdpException {
        return parse(body, SdpLimits.DEFAULT, deviation -> {});
    }

    /**
     * Reads a body of type application/sdp.
     *
     * @param deviations told at once of each departure from the grammar that was let pass, each kind once a body
     * @throws SdpException when the body is beyond the limits or cannot be understood; it says why, and which line
     */
    public static SessionDescription parse(byte[] body, SdpLimits limits, Consumer<SdpDeviation> deviations)
            throws SdpException {
        return new SdpReader(limits, deviations).read(body);
    }

    /** This description as RFC 8866 wants it: CRLF, UTF-8, one t-line, a c-line wherever media need one. */
    public byte[] encode() {
        return SdpWriter.write(this);
    }

    /**
     * The answer that refuses all that an offer proposes: as many m-lines, in the same order, each with port 0 (RFC 3264
     * §6). Put those you accept in their places with {@link #withMedia(int, MediaDescription)}.
     */
    public static SessionDescription answerTo(SessionDescription offer, Origin ours, String name) {
        return of(ours, name)
                .withMedia(offer.media.stream().map(MediaDescription::decline).toList());
    }

    /** The address that counts for one of this description's media: its own, else that of the session. */
    public Optional<ConnectionAddress> effectiveConnection(MediaDescription of) {
        return of.connection().or(this::connection);
    }

    /** The first attribute of this name at session level. */
    public Optional<Attribute> attribute(String attributeName) {
        return attributes(attributeName).findFirst();
    }

    public Stream<Attribute> attributes(String attributeName) {
        return attributes.stream().filter(a -> a.name().equals(attributeName));
    }

    /** The attribute of a media, or else the session's, for attributes that may stand at both levels. */
    public Optional<Attribute> effectiveAttribute(MediaDescription of, String attributeName) {
        return of.attribute(attributeName).or(() -> attribute(attributeName));
    }

    /**
     * One of this description's media with what the session says for it where it says nothing itself: c-line, direction and setup
     * (RFC 8866 §6.7, RFC 4145 §4) and, over TLS, the fingerprints (RFC 8122 §5). Those of a session do not mean media without TLS.
     */
    public MediaDescription complete(MediaDescription of) {
        MediaDescription whole = effectiveConnection(of).map(of::withConnection).orElse(of);
        boolean directed = DIRECTIONS.stream().anyMatch(of::has);
        for (Attribute shared : attributes) {
            boolean wanted = DIRECTIONS.contains(shared.name()) ? !directed : inherited(shared.name(), of);
            if (wanted) {
                whole = whole.with(shared);
            }
        }
        return whole;
    }

    private static boolean inherited(String name, MediaDescription media) {
        return !media.has(name) && (name.equals("setup") || (name.equals("fingerprint") && media.isSecureMessage()));
    }

    public SessionDescription withOrigin(Origin newOrigin) {
        return new SessionDescription(newOrigin, name, connection, bandwidths, attributes, media);
    }

    /** For the next offer of this session: the origin's version grows by one (RFC 3264 §8). */
    public SessionDescription nextVersion() {
        return withOrigin(origin.nextVersion());
    }

    /** Our next description of this session, with these media; where they are the same nothing changes (RFC 4975 §8.4, RFC 3264 §8). */
    public SessionDescription next(List<MediaDescription> newMedia) {
        return newMedia.equals(media) ? this : withMedia(newMedia).nextVersion();
    }

    public SessionDescription withConnection(ConnectionAddress address) {
        return new SessionDescription(origin, name, Optional.of(address), bandwidths, attributes, media);
    }

    public SessionDescription withBandwidth(Bandwidth bandwidth) {
        return new SessionDescription(origin, name, connection, Lists.plus(bandwidths, bandwidth), attributes, media);
    }

    public SessionDescription with(Attribute attribute) {
        return new SessionDescription(origin, name, connection, bandwidths, Lists.plus(attributes, attribute), media);
    }

    public SessionDescription withMedia(List<MediaDescription> newMedia) {
        return new SessionDescription(origin, name, connection, bandwidths, attributes, newMedia);
    }

    /** With one more m-line at the end. */
    public SessionDescription plus(MediaDescription one) {
        return withMedia(Lists.plus(media, one));
    }

    /** With the m-line at this place, counted from 0, replaced. */
    public SessionDescription withMedia(int index, MediaDescription one) {
        return withMedia(Lists.set(media, index, one));
    }
}
