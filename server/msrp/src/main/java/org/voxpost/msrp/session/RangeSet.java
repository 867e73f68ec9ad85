package org.voxpost.msrp.session;

import java.util.Arrays;

/** Which octets of a message are there: ranges in order, apart from each other, each from its start up to and without its end. */
final class RangeSet {

    /** Told of a range. */
    interface Visitor {
        void range(long start, long end);
    }

    private long[] starts = new long[2];
    private long[] ends = new long[2];
    private int count;

    int count() {
        return count;
    }

    /** True when every octet before {@code end} is there. */
    boolean covers(long end) {
        return end == 0 || (count == 1 && starts[0] == 0 && ends[0] >= end);
    }

    /** The position after the last octet that is there. */
    long end() {
        return count == 0 ? 0 : ends[count - 1];
    }

    /** Visits what is missing between {@code start} and {@code end}. */
    void gaps(long start, long end, Visitor visitor) {
        long position = start;
        for (int i = 0; i < count && position < end; i++) {
            if (starts[i] >= end) {
                break;
            }
            if (starts[i] > position) {
                visitor.range(position, starts[i]);
            }
            position = Math.max(position, ends[i]);
        }
        if (position < end) {
            visitor.range(position, end);
        }
    }

    /** How many octets are there. */
    long octets() {
        long octets = 0;
        for (int i = 0; i < count; i++) {
            octets += ends[i] - starts[i];
        }
        return octets;
    }

    void add(long start, long end) {
        if (start >= end) {
            return;
        }
        int first = 0;
        while (first < count && ends[first] < start) {
            first++;
        }
        int last = first;
        while (last < count && starts[last] <= end) {
            last++;
        }
        if (first == last) {
            insert(first, start, end);
            return;
        }
        starts[first] = Math.min(starts[first], start);
        ends[first] = Math.max(ends[last - 1], end);
        System.arraycopy(starts, last, starts, first + 1, count - last);
        System.arraycopy(ends, last, ends, first + 1, count - last);
        count -= last - first - 1;
    }

    private void insert(int at, long start, long end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        System.arraycopy(starts, at, starts, at + 1, count - at);
        System.arraycopy(ends, at, ends, at + 1, count - at);
        starts[at] = start;
        ends[at] = end;
        count++;
    }
}
