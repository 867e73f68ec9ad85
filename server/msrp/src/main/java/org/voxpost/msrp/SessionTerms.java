package org.voxpost.msrp;

import java.util.List;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.Direction;

/**
 * What we want of a session, for its description and the check of the other side's.
 *
 * @param acceptTypes what we take, for {@code a=accept-types} (RFC 4975 §8.6); {@code *} and {@code text/*} are allowed
 * @param acceptWrappedTypes for {@code a=accept-wrapped-types}, left out when empty
 * @param maxSize for {@code a=max-size}, in octets; 0 leaves it out
 * @param sendTypes types that we mean to send: the peer has to accept each of them
 * @param sendOctets the largest message that we mean to send, compared with the peer's max-size; 0 when unknown
 * @param attributes further attributes of the description, such as those of RFC 5547 (file-selector, file-transfer-id,
 *     file-disposition)
 */
public record SessionTerms(
        List<String> acceptTypes,
        List<String> acceptWrappedTypes,
        Direction direction,
        long maxSize,
        List<String> sendTypes,
        long sendOctets,
        List<Attribute> attributes,
        PeerPolicy policy) {

    public SessionTerms {
        acceptTypes = List.copyOf(acceptTypes);
        acceptWrappedTypes = List.copyOf(acceptWrappedTypes);
        sendTypes = List.copyOf(sendTypes);
        attributes = List.copyOf(attributes);
        if (acceptTypes.isEmpty()) {
            throw new IllegalArgumentException("a session needs accept-types (RFC 4975 §8.6)");
        }
    }

    /** A two-way session with these accept-types. */
    public static SessionTerms of(List<String> acceptTypes) {
        return new SessionTerms(
                acceptTypes, List.of(), Direction.SENDRECV, 0, List.of(), 0, List.of(), PeerPolicy.DEFAULT);
    }

    /** A session that sends content of one type, of this size, and takes nothing. */
    public static SessionTerms sending(String contentType, long octets) {
        return new SessionTerms(
                List.of("*"),
                List.of(),
                Direction.SENDONLY,
                0,
                List.of(contentType),
                octets,
                List.of(),
                PeerPolicy.DEFAULT);
    }

    /** A session that takes content and sends none. */
    public static SessionTerms receiving(List<String> acceptTypes) {
        return of(acceptTypes).withDirection(Direction.RECVONLY);
    }

    public SessionTerms withDirection(Direction other) {
        return new SessionTerms(
                acceptTypes, acceptWrappedTypes, other, maxSize, sendTypes, sendOctets, attributes, policy);
    }

    public SessionTerms withAttributes(List<Attribute> others) {
        return new SessionTerms(
                acceptTypes, acceptWrappedTypes, direction, maxSize, sendTypes, sendOctets, others, policy);
    }

    public SessionTerms withMaxSize(long octets) {
        return new SessionTerms(
                acceptTypes, acceptWrappedTypes, direction, octets, sendTypes, sendOctets, attributes, policy);
    }

    public SessionTerms withPolicy(PeerPolicy other) {
        return new SessionTerms(
                acceptTypes, acceptWrappedTypes, direction, maxSize, sendTypes, sendOctets, attributes, other);
    }
}
