package org.voxpost.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.msrp.AddressPolicy;
import org.voxpost.msrp.FlowTimeouts;
import org.voxpost.testkit.ManualDelivery;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;

/** What the offers and answers of a delivery come to, step by step (RFC 4975 §8.4, RFC 5547 §8, RFC 6714 §4.2). */
@Timeout(60)
class StreamTest {

    private static final Pattern TRANSFER = Pattern.compile("a=file-transfer-id:(\\S+)");

    @TempDir
    Path home;

    private final ManualDelivery far = new ManualDelivery();

    @AfterEach
    void close() {
        far.close();
    }

    private static EngineConfiguration patient(EngineConfiguration whole) {
        return Changes.flow(whole, FlowTimeouts.DEFAULT);
    }

    private SipMessage invited(Rig rig, SipDialog call) throws Exception {
        rig.recording("a.amr", 4_000);
        Rig.start(call, Rig.transfer("", Rig.object("file://a.amr", far.uri(), "")));
        return far.expectInvite();
    }

    private void deliver() {
        far.msrp.respond(far.expectFile(), 200);
    }

    private static String transferId(SipMessage offer) {
        Matcher id = TRANSFER.matcher(offer.body());
        assertThat(id.find()).as(offer.body()).isTrue();
        return id.group();
    }

    /** What a far end without CEMA answers, behind a middlebox that put itself into the c- and m-line. */
    private String throughMiddlebox() {
        return ManualDelivery.description(1, far.msrp.port(), "msrp://192.168.1.2:2855/x;tcp", "a=setup:active");
    }

    @Test
    void theOfferIsMadeAgainWithoutCemaWhereTheFarEndConnectsPastAMiddlebox() throws Exception {
        try (Rig rig = Rig.start(
                home,
                whole ->
                        Changes.address(patient(whole), AddressPolicy.DEFAULT.withTarget(AddressPolicy.Target.CEMA)))) {
            SipDialog call = rig.call();
            SipMessage invite = invited(rig, call);
            assertThat(invite.body()).contains("a=msrp-cema");
            far.take(invite, throughMiddlebox());

            SipMessage again = far.dialog().expect("INVITE");
            assertThat(again.body()).doesNotContain("msrp-cema").contains(transferId(invite));
            far.take(again);
            deliver();

            far.dialog().expect("BYE");
            assertThat(Rig.event(call)).contains("transfer.complete");
        }
    }

    @Test
    void aFarEndThatTakesNoOffersInMidCallIsGivenUpInstead() throws Exception {
        AddressPolicy withoutOffers =
                AddressPolicy.DEFAULT.withTarget(AddressPolicy.Target.CEMA).withReoffers(false);
        try (Rig rig = Rig.start(home, whole -> Changes.address(patient(whole), withoutOffers))) {
            SipDialog call = rig.call();
            far.take(invited(rig, call), throughMiddlebox());

            far.dialog().expect("BYE");
            assertThat(Rig.event(call)).contains("<name>transfer.status</name><value>488</value>");
        }
    }

    @Test
    void theSameOfferFromTheFarEndSendsNothingTwice() throws Exception {
        try (Rig rig = Rig.start(home, StreamTest::patient)) {
            SipDialog call = rig.call();
            SipMessage invite = invited(rig, call);
            String id = transferId(invite);
            far.take(invite, far.description(1, "a=setup:passive", id));
            var file = far.expectFile();

            SipMessage answer = far.offer(far.description(1, "a=setup:passive", id));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains(id).contains("a=setup:active");
            far.msrp.respond(file, 200);

            far.dialog().expect("BYE");
            assertThat(far.msrp.connectionCount()).isEqualTo(1);
            assertThat(Rig.event(call)).contains("transfer.complete");
        }
    }

    @Test
    void anotherTransferIdIsRefusedAndTheTransferGoesOn() throws Exception {
        try (Rig rig = Rig.start(home, StreamTest::patient)) {
            SipDialog call = rig.call();
            far.take(invited(rig, call));
            var file = far.expectFile();

            assertThat(far.offer(far.description(2, "a=setup:passive", "a=file-transfer-id:once-more"))
                            .status())
                    .isEqualTo(488);
            far.msrp.respond(file, 200);

            assertThat(Rig.event(call)).contains("transfer.complete");
        }
    }

    @Test
    void portZeroFromTheFarEndAbortsTheTransfer() throws Exception {
        try (Rig rig = Rig.start(home, StreamTest::patient)) {
            SipDialog call = rig.call();
            SipMessage invite = invited(rig, call);
            String id = transferId(invite);
            far.take(invite);
            far.expectFile();

            SipMessage answer = far.offer(ManualDelivery.description(2, 0, far.msrp.uri(), id));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("m=message 0 ").contains(id);

            far.dialog().expect("BYE");
            assertThat(Rig.event(call)).contains("<name>transfer.status</name><value>480</value>");
            rig.awaitNoSessions();
        }
    }

    @Test
    void anOfferThatIsAskedForIsTheSameSessionAgain() throws Exception {
        try (Rig rig = Rig.start(home, StreamTest::patient)) {
            SipDialog call = rig.call();
            SipMessage invite = invited(rig, call);
            far.take(invite);
            var file = far.expectFile();

            far.dialog().invite("");
            SipMessage offer = far.dialog().expectResponse(200, "INVITE");
            assertThat(offer.body()).contains(transferId(invite));
            far.dialog().ack(far.description(1, "a=setup:passive"));
            far.msrp.respond(file, 200);

            assertThat(Rig.event(call)).contains("transfer.complete");
            assertThat(far.msrp.connectionCount()).isEqualTo(1);
        }
    }
}
