package org.voxpost.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.msrp.MessagePolicy;
import org.voxpost.msrp.MessagePolicy.EmptySend;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.wire.ByteRange;
import org.voxpost.msrp.wire.Frame;

/** SENDs without a body: what we send, and what our own shapes are to us (RFC 4975 §5.4, §7.1.1). */
class EmptySendTest {

    private final Bench bench = new Bench();
    private final Listening events = new Listening();

    private Frame.Send first(EmptySend shape) {
        MessagePolicy messages = MessagePolicy.DEFAULT.withEmptySend(shape);
        SessionCore session = bench.session("s1", events, PeerPolicy.DEFAULT.withMessages(messages));
        bench.core.attach(session, true, bench.now);
        bench.settle();
        return bench.frames().getFirst().send();
    }

    @Test
    void rangeOfNothingIsWhatWeSend() {
        Frame.Send send = first(EmptySend.RANGE);
        assertThat(send.range()).isEqualTo(ByteRange.whole(0));
        assertThat(send.contentType()).isNull();
        assertThat(send.body()).isFalse();
    }

    @Test
    void bareSendHasNeitherRangeNorType() {
        Frame.Send send = first(EmptySend.BARE);
        assertThat(send.range()).isNull();
        assertThat(send.contentType()).isNull();
        assertThat(send.body()).isFalse();
    }

    @Test
    void typedSendHasAnEmptyBody() {
        Frame.Send send = first(EmptySend.TYPED);
        assertThat(send.range()).isEqualTo(ByteRange.whole(0));
        assertThat(send.contentType()).isEqualTo("text/plain");
        assertThat(send.body()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(EmptySend.class)
    void everyShapeIsTakenByOurOwnReceiver(EmptySend shape) {
        MessagePolicy messages = MessagePolicy.DEFAULT.withEmptySend(shape);
        SessionCore session = bench.session("s1", events, PeerPolicy.DEFAULT.withMessages(messages));
        bench.core.attach(session, true, bench.now);
        bench.settle();
        String sent = bench.text();
        Bench peer = new Bench();
        Listening theirs = new Listening();
        peer.session("s1", theirs);
        peer.receive(sent.replace(Bench.PEER, "msrp://x/")
                .replace(Bench.US, Bench.PEER)
                .replace("msrp://x/", Bench.US));
        assertThat(theirs.established).isTrue();
        assertThat(peer.frames().getFirst().status()).isEqualTo(200);
    }
}
