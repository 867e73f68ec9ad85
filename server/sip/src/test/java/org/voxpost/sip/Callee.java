package org.voxpost.sip;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Takes calls and keeps them for the test to answer. */
final class Callee implements CallHandler {
    final BlockingQueue<Arrived> calls = new LinkedBlockingQueue<>();
    volatile OptionsAnswer options = new OptionsAnswer.Accepting();

    record Arrived(IncomingCall call, Recorder events) {}

    @Override
    public CallEvents incoming(IncomingCall call) {
        Recorder events = new Recorder();
        calls.add(new Arrived(call, events));
        return events;
    }

    volatile boolean knowsAllCalls = true;

    @Override
    public boolean knowsAllCalls() {
        return knowsAllCalls;
    }

    volatile OverloadFeedback overload = OverloadFeedback.NONE;

    @Override
    public OverloadFeedback overload() {
        return overload;
    }

    @Override
    public OptionsAnswer options() {
        return options;
    }

    record Malformed(String peer, String octets, String why) {}

    final BlockingQueue<Malformed> malformed = new LinkedBlockingQueue<>();

    @Override
    public void malformed(String peer, ByteBuffer octets, String why) {
        malformed.add(new Malformed(peer, StandardCharsets.UTF_8.decode(octets).toString(), why));
    }

    Malformed refused() throws Exception {
        Malformed told = malformed.poll(10, SECONDS);
        assertThat(told).as("a malformed message").isNotNull();
        return told;
    }

    Arrived call() throws Exception {
        Arrived arrived = calls.poll(10, SECONDS);
        assertThat(arrived).as("a call").isNotNull();
        return arrived;
    }
}
