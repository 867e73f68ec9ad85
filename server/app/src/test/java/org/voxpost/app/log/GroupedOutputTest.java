package org.voxpost.app.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GroupedOutputTest {
    private static final long NEVER = TimeUnit.DAYS.toMillis(1);

    private final LinkedBlockingQueue<String> written = new LinkedBlockingQueue<>();
    private final OutputStream to = new OutputStream() {
        @Override
        public void write(int octet) {
            written.add(Character.toString(octet));
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            written.add(new String(from, offset, length, UTF_8));
        }
    };

    @Test
    void whatIsWrittenComesByItselfAndTogether() throws Exception {
        GroupedOutput output = new GroupedOutput(to, 200);
        output.write("one ".getBytes(UTF_8));
        output.write("two".getBytes(UTF_8));
        assertThat(written.poll(10, TimeUnit.SECONDS)).isEqualTo("one two");
        output.write("three".getBytes(UTF_8));
        assertThat(written.poll(10, TimeUnit.SECONDS)).isEqualTo("three");
        output.close();
    }

    @Test
    void aFlushDoesNotWait() throws Exception {
        GroupedOutput output = new GroupedOutput(to, NEVER);
        output.write("line".getBytes(UTF_8));
        assertThat(written).isEmpty();
        output.flush();
        assertThat(written).containsExactly("line");
        output.close();
    }

    @Test
    void moreThanItHoldsIsWrittenInOrder() throws Exception {
        GroupedOutput output = new GroupedOutput(to, NEVER);
        output.write("first".getBytes(UTF_8));
        output.write(new byte[70_000]);
        output.write("last".getBytes(UTF_8));
        output.close();
        List<String> all = List.copyOf(written);
        assertThat(all).hasSize(3).startsWith("first").endsWith("last");
    }

    @Test
    void afterTheEndNothingWaits() throws Exception {
        GroupedOutput output = new GroupedOutput(to, NEVER);
        output.close();
        output.write("last words".getBytes(UTF_8));
        assertThat(written).containsExactly("last words");
    }
}
