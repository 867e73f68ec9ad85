package org.voxpost.sip;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipPeer;

/** The owner of one call breaks beyond what anybody foresaw, and the other calls do not notice. */
class PoisonTest {
    private static final String OFFER = "v=0\r\ns=offer\r\n";
    private static final String POISON = "X-Poison: yes";

    private final CompletableFuture<CallEnd> end = new CompletableFuture<>();
    private Consumer<IncomingCall> onInvite = call -> {};
    private SipEndpoint endpoint;
    private SipPeer peer;

    @BeforeEach
    void open() throws Exception {
        // One worker is none: what breaks would break the only thread that reads.
        endpoint = SipEndpoint.open(SipConfiguration.on("127.0.0.1", 0).withWorkers(1), Lane::fresh, new Owner());
        peer = SipPeer.udp();
    }

    @AfterEach
    void close() {
        endpoint.close();
        peer.close();
    }

    @Test
    void aCallWhoseOwnerOverflowsTheStackIsRefusedAndTheNextOneIsTaken() {
        onInvite = _ -> {
            throw new StackOverflowError("of the test");
        };
        SipDialog poisoned = invite(POISON);
        poisoned.expectResponse(500, "INVITE");

        invite().expectResponse(200, "INVITE");
    }

    @Test
    void aCallWhoseOwnerOverflowsTheStackLaterIsEndedAndTheOthersStand() throws Exception {
        onInvite = call -> call.answer(Body.sdp("v=0\r\ns=answer\r\n"));
        SipDialog poisoned = invite(POISON);
        poisoned.expectResponse(200, "INVITE");
        poisoned.ack();
        SipDialog healthy = invite();
        healthy.expectResponse(200, "INVITE");
        healthy.ack();

        poisoned.info("text/plain", "poison");

        poisoned.expect("BYE");
        assertThat(end.get(10, SECONDS)).isInstanceOf(CallEnd.Failed.class);
        healthy.info("text/plain", "hello");
        healthy.expectResponse(200, "INFO");
    }

    private SipDialog invite(String... headers) {
        return peer.invite(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.udpPort()),
                "sip:msml@127.0.0.1:" + endpoint.udpPort(),
                OFFER,
                headers);
    }

    private final class Owner implements CallHandler {
        @Override
        public CallEvents incoming(IncomingCall call) {
            boolean poisoned = call.headers().first("X-Poison").isPresent();
            if (poisoned) {
                onInvite.accept(call);
            } else {
                call.answer(Body.sdp("v=0\r\ns=answer\r\n"));
            }
            return new CallEvents() {
                @Override
                public void info(InfoExchange exchange) {
                    if (poisoned) {
                        throw new StackOverflowError("of the test");
                    }
                    exchange.accept();
                }

                @Override
                public void ended(CallEnd how) {
                    if (poisoned) {
                        end.complete(how);
                    }
                }
            };
        }

        @Override
        public OptionsAnswer options() {
            return new OptionsAnswer.Accepting();
        }
    }
}
