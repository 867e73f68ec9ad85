package org.voxpost.engine.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.ConnectionAddress;
import org.voxpost.sdp.Direction;
import org.voxpost.sdp.FileRange;
import org.voxpost.sdp.FileTransfer;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.Origin;
import org.voxpost.sdp.SdpException;
import org.voxpost.sdp.SessionDescription;
import org.voxpost.sip.Body;
import org.voxpost.sip.Invitation;
import org.voxpost.sip.SipHeaders;
import org.voxpost.sip.SipUri;

/** The INVITE of a delivery and its session description. */
record Offer(SessionTerms terms) {

    /**
     * @param start octets of the file that the far end has, and that are not offered again (RFC 5547 §6, file-range)
     * @param transferId fresh for every attempt (RFC 5547 §6)
     */
    static Offer of(Freight freight, long start, String transferId, PeerPolicy policy) {
        List<Attribute> attributes = new ArrayList<>();
        freight.selector().ifPresent(selector -> {
            attributes.add(selector.attribute());
            attributes.add(FileTransfer.id(transferId));
            attributes.add(FileTransfer.disposition(FileTransfer.ATTACHMENT));
            if (start > 0) {
                attributes.add(new FileRange(start + 1, OptionalLong.empty()).attribute());
            }
        });
        return new Offer(new SessionTerms(
                freight.types(),
                List.of(),
                Direction.SENDONLY,
                0,
                freight.types(),
                freight.largest() - start,
                attributes,
                policy));
    }

    static SessionDescription description(String address, MediaDescription media) {
        ConnectionAddress connection = ConnectionAddress.of(address);
        long id = ThreadLocalRandom.current().nextLong(1L << 53);
        return SessionDescription.of(Origin.of("voxpost", id, connection), "-")
                .withConnection(connection)
                .plus(media);
    }

    static Body body(SessionDescription description) {
        return new Body("application/sdp", description.encode());
    }

    Invitation invitation(SipUri offerer, SipUri answerer, Body sdp, Parcel parcel, DeliveryTerms terms) {
        SipHeaders headers =
                terms.jobHeader().isEmpty() ? SipHeaders.none() : SipHeaders.of(terms.jobHeader(), parcel.jobId());
        return Invitation.of(offerer, answerer, sdp)
                .withHeaders(headers)
                .withRoutes(terms.routes())
                .withAnswerDeadline(terms.answerDeadline());
    }

    /** Octets before the range of an answer, whose sender knows ranges; empty where there is none, or none that can be read. */
    static OptionalLong rangeIn(MediaDescription answer) {
        try {
            return FileRange.in(answer)
                    .map(range -> OptionalLong.of(range.first() - 1))
                    .orElse(OptionalLong.empty());
        } catch (SdpException e) {
            return OptionalLong.empty();
        }
    }

    /** The media description in the answer that matches our only one (RFC 3264 §6). */
    static MediaDescription answerIn(Optional<Body> body) throws NegotiationRefused {
        if (body.isEmpty()) {
            throw new NegotiationRefused(NegotiationRefused.Reason.NO_PATH, "the 200 has no session description");
        }
        try {
            SessionDescription answer = SessionDescription.parse(body.get().bytes());
            if (answer.media().isEmpty()) {
                throw new NegotiationRefused(NegotiationRefused.Reason.NO_PATH, "the answer has no m-line");
            }
            return answer.complete(answer.media().getFirst());
        } catch (SdpException e) {
            throw new NegotiationRefused(
                    NegotiationRefused.Reason.NO_PATH, "the answer cannot be read: " + e.getMessage());
        }
    }
}
