package org.voxpost.msml.dialog;

/** How often: a number, or without end ({@code iterate.datatype}, {@code retry.datatype} of the schema). */
public sealed interface Count {
    Count NEVER = new Times(0);
    Count ONCE = new Times(1);

    /** Whether one more is allowed after this many. */
    boolean allowsAfter(long done);

    record Times(int times) implements Count {
        public Times {
            if (times < 0) {
                throw new IllegalArgumentException("a count cannot be " + times);
            }
        }

        @Override
        public boolean allowsAfter(long done) {
            return done < times;
        }
    }

    /** {@code -1} or {@code forever}. */
    record Forever() implements Count {
        @Override
        public boolean allowsAfter(long done) {
            return true;
        }
    }
}
