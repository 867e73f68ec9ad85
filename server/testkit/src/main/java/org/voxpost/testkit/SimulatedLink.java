package org.voxpost.testkit;

import java.util.Random;

/**
 * A TCP connection without sockets, on virtual time: two ends and a line each way. The same seed gives the same segments at
 * the same instants. Everything happens on the thread that moves the time.
 */
public final class SimulatedLink {
    private final SimulatedEnd left;
    private final SimulatedEnd right;
    private final SimulatedPipe leftToRight;
    private final SimulatedPipe rightToLeft;

    public SimulatedLink(VirtualTime time, LinkConditions leftToRight, LinkConditions rightToLeft, long seed) {
        Random random = new Random(seed);
        this.leftToRight = new SimulatedPipe(time, leftToRight, random, this);
        this.rightToLeft = new SimulatedPipe(time, rightToLeft, random, this);
        this.left = new SimulatedEnd(this.leftToRight, this.rightToLeft, this);
        this.right = new SimulatedEnd(this.rightToLeft, this.leftToRight, this);
        this.leftToRight.join(left, right);
        this.rightToLeft.join(right, left);
    }

    public SimulatedEnd left() {
        return left;
    }

    public SimulatedEnd right() {
        return right;
    }

    /** Octets that the line has taken so far from the left end. */
    public long carriedFromLeft() {
        return leftToRight.carried();
    }

    /** Octets that the line has taken so far from the right end. */
    public long carriedFromRight() {
        return rightToLeft.carried();
    }

    /** Both lines take nothing more; what is under way still arrives, and then the end. */
    void cut() {
        leftToRight.cut();
        rightToLeft.cut();
    }

    /** Both ends learn at once that the connection is no more; what is under way is lost. */
    void reset() {
        leftToRight.die();
        rightToLeft.die();
        left.broken("connection reset");
        right.broken("connection reset");
    }
}
