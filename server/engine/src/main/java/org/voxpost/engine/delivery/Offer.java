package org.voxpost.engine.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.Direction;
import org.voxpost.sdp.FileRange;
import org.voxpost.sdp.FileTransfer;
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

    Invitation invitation(SipUri offerer, SipUri answerer, Body sdp, Parcel parcel, DeliveryTerms terms) {
        SipHeaders headers =
                terms.jobHeader().isEmpty() ? SipHeaders.none() : SipHeaders.of(terms.jobHeader(), parcel.jobId());
        return Invitation.of(offerer, answerer, sdp)
                .withHeaders(headers)
                .withRoutes(terms.routes())
                .withAnswerDeadline(terms.answerDeadline());
    }
}
