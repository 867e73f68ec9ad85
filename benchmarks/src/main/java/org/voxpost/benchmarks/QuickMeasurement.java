package org.voxpost.benchmarks;

import picocli.CommandLine.Option;

/** A program that measures, and can do so with a small part of the work. */
public abstract class QuickMeasurement extends Measurement {

    @Option(names = "--quick", description = "A small part of the work: for a look, not for the record.")
    private boolean quick;

    protected final boolean quick() {
        return quick;
    }

    @Override
    protected void check() {
        if (quick && recorded()) {
            throw wrong("--quick is not for the record");
        }
    }
}
