package org.voxpost.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class LeakCheckTest {

    @Test
    void aLostBufferIsFound() {
        lose();
        assertThat(LeakCheck.leaks()).hasSize(1);
        assertThat(LeakCheck.leaks()).isEmpty();
    }

    private static void lose() {
        var _ = PooledByteBufAllocator.DEFAULT.directBuffer(64);
    }
}
