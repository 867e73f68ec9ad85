package org.voxpost.app.receive;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What a delivery server tells, in queues. */
final class Heard implements ReceiveEvents {
    final BlockingQueue<ReceivedMessage> messages = new LinkedBlockingQueue<>();
    final BlockingQueue<String> losses = new LinkedBlockingQueue<>();
    final BlockingQueue<String> repeated = new LinkedBlockingQueue<>();
    final BlockingQueue<String> given = new LinkedBlockingQueue<>();
    final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    final BlockingQueue<Long> kept = new LinkedBlockingQueue<>();
    final BlockingQueue<Long> goingOn = new LinkedBlockingQueue<>();
    volatile Runnable whenGoingOn = () -> {};

    @Override
    public void received(ReceivedMessage message) {
        messages.add(message);
    }

    @Override
    public void lost(String callId, String offeredName, String why) {
        losses.add(offeredName + ": " + why);
    }

    @Override
    public void repeated(String callId, String offeredName) {
        repeated.add(offeredName);
    }

    @Override
    public void gave(String callId, String name, long bytes) {
        given.add(name + " " + bytes);
    }

    @Override
    public void kept(String callId, String offeredName, long bytes, long total) {
        kept.add(bytes);
    }

    @Override
    public void goesOn(String name, long bytes) {
        goingOn.add(bytes);
        whenGoingOn.run();
    }

    @Override
    public void ended(String callId, String why) {
        ends.add(why);
    }
}
