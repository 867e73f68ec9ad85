package org.voxpost.msrp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PatternSearchTest {

    private static int find(PatternSearch search, String text, int start) {
        ByteBuf octets = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
        return search.find(octets, start, octets.writerIndex());
    }

    /** Of few letters, so that there is much that nearly fits. */
    @Test
    void findsWhatIndexOfFinds() {
        Random random = new Random(7);
        PatternSearch search = new PatternSearch();
        for (int round = 0; round < 5_000; round++) {
            String pattern = letters(random, 1 + random.nextInt(6));
            String text = letters(random, random.nextInt(60));
            int start = random.nextInt(text.length() + 1);
            search.set(pattern.getBytes(StandardCharsets.ISO_8859_1), pattern.length());
            assertThat(find(search, text, start)).as(pattern + " in " + text).isEqualTo(text.indexOf(pattern, start));
        }
    }

    @Test
    void octetsAbove127AreOctetsLikeOthers() {
        PatternSearch search = new PatternSearch();
        search.set("\u00e9\u00ff".getBytes(StandardCharsets.ISO_8859_1), 2);
        assertThat(find(search, "\u00e8\u00ff\u00e9\u00e9\u00ff", 0)).isEqualTo(3);
    }

    private static String letters(Random random, int length) {
        return random.ints(length, 0, 3)
                .collect(
                        StringBuilder::new, (text, letter) -> text.append((char) ('a' + letter)), StringBuilder::append)
                .toString();
    }
}
