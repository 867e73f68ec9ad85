package org.voxpost.benchmarks;

import java.io.IOException;

/**
 * What the server holds.
 *
 * @param transfers that it had done by then
 * @param heap bytes that are reachable, after a forced collection
 */
record ServerLook(long transfers, long heap, int threads, int descriptors) {
    static ServerLook at(OsProcess server, long transfers) throws IOException, InterruptedException {
        return new ServerLook(transfers, server.liveHeap(), server.threads(), server.descriptors());
    }
}
