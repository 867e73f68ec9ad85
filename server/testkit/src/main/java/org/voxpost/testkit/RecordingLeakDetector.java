package org.voxpost.testkit;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakTracker;
import org.jspecify.annotations.Nullable;

/** Tells {@link LeakCheck} of every lost buffer. Netty makes it by its name, which the build gives to the test machine. */
public final class RecordingLeakDetector<T> extends ResourceLeakDetector<T> {

    public RecordingLeakDetector(Class<T> resource, int samplingInterval) {
        super(resource, samplingInterval);
    }

    /** Netty looks for this one as well, and complains at length when it is missing. */
    @SuppressWarnings("deprecation")
    public RecordingLeakDetector(Class<T> resource, int samplingInterval, long maxActive) {
        super(resource, samplingInterval, maxActive);
    }

    @Override
    public @Nullable ResourceLeakTracker<T> track(T resource) {
        LeakCheck.tracked();
        return super.track(resource);
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
