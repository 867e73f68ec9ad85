package org.voxpost.sip.jain;

import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.voxpost.sip.Invitation;
import org.voxpost.sip.SipUri;

/** The INVITE of a call of ours as it is written next: each refusal that can be answered changes it. */
final class InviteDraft {
    private final Core core;
    private final Invitation invitation;
    private final String localTag;
    private final CallID callId = new CallID();
    private final List<SipUri> routes;
    private final Redirects redirects;
    private SipUri target;
    private Credited credited;
    private Duration interval;
    private boolean intervalRaised;
    private long sequence;

    InviteDraft(Core core, Invitation invitation, String callId, String localTag) {
        this.core = core;
        this.invitation = invitation;
        this.localTag = localTag;
        this.routes = invitation.routes().isEmpty()
                ? core.configuration.outboundProxy().map(List::of).orElse(List.of())
                : invitation.routes();
        this.target = invitation.requestUri();
        this.redirects = new Redirects(core.configuration.redirects(), target);
        this.credited = new Credited(core.digest, core.configuration.challenges());
        this.interval = core.configuration.sessionTimer().expires();
        try {
            this.callId.setCallId(callId);
        } catch (ParseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    SipUri target() {
        return target;
    }

    /** The element that the INVITE goes to. */
    SipUri next() {
        return routes.isEmpty() ? target : routes.getFirst();
    }

    /** The transport to begin with: TLS where any URI of the way asks for it (RFC 3261 §26.2.2). */
    String transport() {
        return secure() ? Transports.TLS : Transports.of(next(), Transports.UDP);
    }

    Way way(String transport) {
        return new Way(transport, secure());
    }

    private boolean secure() {
        return target.secure() || (!routes.isEmpty() && routes.getFirst().secure());
    }

    /** The credentials that were asked for so far. */
    Credited credited() {
        return credited;
    }

    /** The next INVITE is a request of its own. */
    void advance() {
        sequence++;
    }

    /**
     * What is to be sent over {@code transport}.
     *
     * @throws org.voxpost.sip.SipSyntaxException when a URI of the invitation cannot be written
     */
    SIPRequest written(String transport) {
        SIPRequest request = new SIPRequest();
        request.setMethod("INVITE");
        boolean strict = !routes.isEmpty() && routes.getFirst().parameter("lr").isEmpty();
        request.setRequestURI(Uris.jain(strict ? routes.getFirst() : target));
        From from = new From();
        from.setAddress(Uris.address(invitation.from()));
        To to = new To();
        to.setAddress(Uris.address(invitation.to()));
        try {
            from.setTag(localTag);
        } catch (ParseException impossible) {
            throw new IllegalStateException(impossible);
        }
        request.setHeader(core.local.via(transport));
        request.setHeader(from);
        request.setHeader(to);
        request.setHeader(callId);
        core.messages.finish(request, sequence, "INVITE");
        if (strict) {
            Dialog.route(request, routes.subList(1, routes.size()));
            Dialog.route(request, List.of(target));
        } else {
            Dialog.route(request, routes);
        }
        request.setHeader(core.local.contact(invitation.from().user(), way(transport)));
        Messages.allow(request);
        Messages.set(request, "Supported", "timer");
        Messages.set(request, "Session-Expires", Long.toString(interval.toSeconds()));
        if (intervalRaised) {
            Messages.set(request, "Min-SE", Long.toString(interval.toSeconds()));
        }
        Messages.add(request, invitation.headers());
        credited.write(request);
        Messages.body(request, invitation.offer());
        return request;
    }

    /** Makes the next INVITE what a final response other than 2xx asks for; false when that response stands. */
    boolean changed(SIPRequest request, SIPResponse response) {
        int status = response.getStatusCode();
        return switch (status) {
            case 401, 407 -> credited.accept(request, response);
            case 422 -> raiseInterval(response);
            default -> status < 400 && redirect(response);
        };
    }

    private boolean redirect(SIPResponse response) {
        Optional<SipUri> next = redirects.next(response);
        next.ifPresent(uri -> {
            target = uri;
            credited = new Credited(core.digest, core.configuration.challenges());
        });
        return next.isPresent();
    }

    /** RFC 4028 §7.3; once. */
    private boolean raiseInterval(SIPResponse response) {
        Optional<Duration> least = Session.minimum(response);
        if (intervalRaised || least.isEmpty()) {
            return false;
        }
        intervalRaised = true;
        interval = least.get();
        return true;
    }
}
