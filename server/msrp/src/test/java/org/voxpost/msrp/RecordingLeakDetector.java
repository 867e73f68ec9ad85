package org.voxpost.msrp;

import io.netty.util.ResourceLeakDetector;

/** Tells {@link LeakCheck} of every lost buffer. Netty makes it by its name, which the build gives to the test machine. */
public final class RecordingLeakDetector<T> extends ResourceLeakDetector<T> {

    public RecordingLeakDetector(Class<T> resource, int samplingInterval) {
        super(resource, samplingInterval);
    }

    @Override
    protected boolean needReport() {
        return true;
    }

    @Override
    protected void reportTracedLeak(String resourceType, String records) {
        LeakCheck.found(records);
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
        LeakCheck.found(resourceType);
    }
}
