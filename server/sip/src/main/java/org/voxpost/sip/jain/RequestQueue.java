package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.ArrayDeque;
import javax.sip.SipException;
import org.jspecify.annotations.Nullable;

/**
 * Our requests in one dialog, one after another: the next goes out only after the final response to the one before. There
 * are peers that answer 500 to the second of two that overlap. BYE does not wait here.
 */
final class RequestQueue {
    private final Leg leg;
    private final ArrayDeque<InDialogRequest> waiting = new ArrayDeque<>();
    private @Nullable Turn current;
    private boolean open;

    RequestQueue(Leg leg) {
        this.leg = leg;
    }

    void add(InDialogRequest request) {
        if (leg.over()) {
            request.over();
        } else {
            waiting.add(request);
            next();
        }
    }

    /** The dialog is confirmed: what waits may go. */
    void open() {
        open = true;
        next();
    }

    /** An offer of ours is on its way, so an offer of the peer is glare (RFC 3261 §14.2). */
    boolean offering() {
        return current != null && current.request.offers();
    }

    void drop() {
        Turn cut = current;
        current = null;
        if (cut != null) {
            cut.request.over();
        }
        while (!waiting.isEmpty()) {
            waiting.remove().over();
        }
    }

    private void next() {
        if (open && current == null && !leg.over()) {
            InDialogRequest request = waiting.poll();
            if (request != null) {
                Turn turn = new Turn(request);
                current = turn;
                turn.attempt();
            }
        }
    }

    /** One request on its way to its final response, challenges included. */
    private final class Turn {
        private final InDialogRequest request;
        private final Credited credited = new Credited(leg.core.digest, leg.core.configuration.challenges());

        Turn(InDialogRequest request) {
            this.request = request;
        }

        void attempt() {
            Dialog dialog = leg.dialog();
            leg.hops.find(dialog, hop -> {
                if (current != this) {
                    return;
                }
                if (hop == null) {
                    failed(Sender.Failure.TRANSPORT);
                } else {
                    send(hop);
                }
            });
        }

        private void send(Target hop) {
            SIPRequest message = leg.request(request.method(), leg.dialog().nextSequence(), hop);
            request.fill(message);
            credited.write(message);
            try {
                leg.core.sender.send(message, hop, leg.lane, new Sender.Answers() {
                    @Override
                    public void response(SIPResponse response) {
                        answered(message, response);
                    }

                    @Override
                    public void failed(Sender.Failure failure) {
                        Turn.this.failed(failure);
                    }
                });
            } catch (SipException unsent) {
                failed(Sender.Failure.TRANSPORT);
            }
        }

        private void answered(SIPRequest sent, SIPResponse response) {
            int status = response.getStatusCode();
            if (current != this || status < 200) {
                return;
            }
            if ((status == 401 || status == 407) && credited.accept(sent, response)) {
                attempt();
                return;
            }
            current = null;
            if (status < 300 && request.refreshesTarget()) {
                leg.dialog().refreshTarget(response);
            }
            request.answered(response, sent, credited);
            if (status == 481 || (status == 408 && request.vital())) {
                leg.lost(status);
            }
            next();
        }

        private void failed(Sender.Failure failure) {
            if (current != this) {
                return;
            }
            current = null;
            request.failed(failure);
            if (request.vital()) {
                leg.lost(408);
            }
            next();
        }
    }

    /** A request of ours in a dialog. */
    interface InDialogRequest {
        String method();

        void fill(SIPRequest request);

        void answered(SIPResponse response, SIPRequest sent, Credited credited);

        void failed(Sender.Failure failure);

        /** The call ended first. */
        void over();

        /** True: no answer means that the peer is gone. */
        default boolean vital() {
            return true;
        }

        default boolean offers() {
            return false;
        }

        default boolean refreshesTarget() {
            return offers();
        }
    }
}
