package org.voxpost.testkit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Puts the chunks of messages together by Message-ID and Byte-Range, in whatever order they come. Held in memory. */
final class MsrpMessages {
    private static final class Message {
        private byte[] octets = new byte[0];
        private long covered;
        private boolean last;
        private boolean aborted;
    }

    private final Traffic traffic;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Message> messages = new LinkedHashMap<>();

    MsrpMessages(Traffic traffic) {
        this.traffic = traffic;
    }

    void add(MsrpFrame send) {
        lock.lock();
        try {
            Message message = messages.computeIfAbsent(send.messageId(), id -> new Message());
            byte[] body = send.octets();
            int start = Math.toIntExact(send.firstOctet() - 1);
            if (message.octets.length < start + body.length) {
                int room = Math.max(start + body.length, Math.toIntExact(Math.max(send.total(), 0)));
                message.octets = Arrays.copyOf(message.octets, room);
            }
            System.arraycopy(body, 0, message.octets, start, body.length);
            message.covered = Math.max(message.covered, (long) start + body.length);
            message.last |= send.complete();
            message.aborted |= send.flag() == '#';
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What has come of this message up to its highest octet; holes are zero. */
    Optional<byte[]> octets(String messageId) {
        lock.lock();
        try {
            return Optional.ofNullable(messages.get(messageId))
                    .map(m -> Arrays.copyOf(m.octets, Math.toIntExact(m.covered)));
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the first message that has a body and its last chunk. */
    byte[] awaitComplete() {
        long left = Inbox.DEADLINE.toNanos();
        lock.lock();
        try {
            while (true) {
                for (Message message : messages.values()) {
                    if (message.last && message.covered > 0) {
                        return Arrays.copyOf(message.octets, Math.toIntExact(message.covered));
                    }
                }
                if (left <= 0) {
                    throw traffic.failure("expected a complete message");
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw traffic.failure("interrupted while waiting");
        } finally {
            lock.unlock();
        }
    }

    /** The octets of the message that has most of them, complete or not. */
    byte[] longest() {
        lock.lock();
        try {
            byte[] longest = new byte[0];
            for (Message message : messages.values()) {
                if (message.covered > longest.length) {
                    longest = Arrays.copyOf(message.octets, Math.toIntExact(message.covered));
                }
            }
            return longest;
        } finally {
            lock.unlock();
        }
    }

    boolean aborted(String messageId) {
        lock.lock();
        try {
            Message message = messages.get(messageId);
            return message != null && message.aborted;
        } finally {
            lock.unlock();
        }
    }
}
