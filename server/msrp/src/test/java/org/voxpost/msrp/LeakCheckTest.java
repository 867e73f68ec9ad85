package org.voxpost.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class LeakCheckTest {

    @Test
    void aLostBufferIsFound() {
        lose();
        assertThat(LeakCheck.leaks()).isNotEmpty();
    }

    private static void lose() {
        var _ = PooledByteBufAllocator.DEFAULT.directBuffer(64);
    }
}
