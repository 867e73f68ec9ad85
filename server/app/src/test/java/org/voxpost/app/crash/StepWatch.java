package org.voxpost.app.crash;

import java.io.IOException;

/** Sees the steps of a server while it delivers. */
interface StepWatch {

    /** Sees those from now on; closed when the server is dead or has nothing more to do. */
    AutoCloseable begin(ServerProcess server, CrashHome home, Steps steps) throws IOException;
}
