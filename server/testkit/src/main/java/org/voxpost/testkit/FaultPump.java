package org.voxpost.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Moves octets one way, and does its fault to them. */
final class FaultPump {
    private final Socket source;
    private final Socket sink;
    private final Fault fault;
    private final CountDownLatch closed;
    private long passed;

    FaultPump(Socket source, Socket sink, Fault fault, CountDownLatch closed) {
        this.source = source;
        this.sink = sink;
        this.fault = fault;
        this.closed = closed;
    }

    void run() {
        byte[] buffer = new byte[65_536];
        try {
            InputStream in = source.getInputStream();
            OutputStream out = sink.getOutputStream();
            sink.setTcpNoDelay(true);
            boolean open = begin(out);
            for (int count = open ? in.read(buffer) : 0; count > 0; count = in.read(buffer)) {
                if (!pass(buffer, count, out)) {
                    return;
                }
            }
            if (open) {
                sink.shutdownOutput();
            }
        } catch (IOException ended) {
            Sockets.reset(sink);
            Sockets.close(source);
        }
    }

    /** A fault at octet 0 strikes before anything is read. */
    private boolean begin(OutputStream out) throws IOException {
        return switch (fault) {
            case Fault.CutAfter(long limit) when limit == 0 -> pass(new byte[0], 0, out);
            case Fault.ResetAfter(long limit) when limit == 0 -> pass(new byte[0], 0, out);
            case Fault.StallAfter(long limit) when limit == 0 -> pass(new byte[0], 0, out);
            case Fault.None(),
                    Fault.CutAfter _,
                    Fault.ResetAfter _,
                    Fault.Delay _,
                    Fault.OneOctetAtATime(),
                    Fault.BlackHoleAfter _,
                    Fault.StallAfter _ -> true;
        };
    }

    /** Returns false when the pump has done its last. */
    private boolean pass(byte[] buffer, int count, OutputStream out) throws IOException {
        return switch (fault) {
            case Fault.None() -> write(buffer, count, out);
            case Fault.CutAfter(long limit) -> write(buffer, within(limit, count), out) && (passed < limit || cut());
            case Fault.ResetAfter(long limit) ->
                write(buffer, within(limit, count), out) && (passed < limit || reset());
            case Fault.Delay(var by) -> held(by.toNanos()) && write(buffer, count, out);
            case Fault.OneOctetAtATime() -> singly(buffer, count, out);
            case Fault.BlackHoleAfter(long limit) -> write(buffer, within(limit, count), out);
            case Fault.StallAfter(long limit) ->
                write(buffer, within(limit, count), out) && (passed < limit || stalled());
        };
    }

    private int within(long limit, int count) {
        return (int) Math.max(0, Math.min(count, limit - passed));
    }

    private boolean write(byte[] buffer, int count, OutputStream out) throws IOException {
        out.write(buffer, 0, count);
        passed += count;
        return true;
    }

    private boolean singly(byte[] buffer, int count, OutputStream out) throws IOException {
        for (int i = 0; i < count; i++) {
            out.write(buffer[i]);
        }
        passed += count;
        return true;
    }

    private boolean cut() {
        Sockets.close(source);
        Sockets.close(sink);
        return false;
    }

    private boolean reset() {
        Sockets.reset(source);
        Sockets.reset(sink);
        return false;
    }

    private boolean held(long nanos) {
        try {
            return !closed.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean stalled() {
        return held(Long.MAX_VALUE);
    }
}
