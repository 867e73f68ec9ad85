package org.voxpost.msrp.netty;

import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.Executor;
import org.voxpost.msrp.Body;
import org.voxpost.msrp.session.BodyReader;

/** Opens the bodies of outgoing messages. */
final class BodyReaders {

    private BodyReaders() {}

    /** @param disk runs reads of files, which block */
    static BodyReader open(Body body, ByteBufAllocator allocator, Executor disk) {
        return switch (body) {
            case Body.Octets octets -> new OctetsReader(octets.octets());
            case Body.FileRegion region -> new FileReader(region, allocator, disk);
            case Body.Source source -> new SourceReader(source, allocator);
        };
    }
}
