package org.voxpost.msrp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** RFC 4975 §7.1: the end-line is not in the body. */
class EndLineGuardTest {

    private static final TransactionId ID = new TransactionId("abcd1234");
    private static final String PATTERN = "-------abcd1234";

    private static int allowed(EndLineGuard guard, String text) {
        ByteBuf octets = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        return guard.allowed(octets, 0, octets.readableBytes());
    }

    private static EndLineGuard guard() {
        EndLineGuard guard = new EndLineGuard();
        guard.start(ID);
        return guard;
    }

    @Test
    void patternIsFoundAtEveryPosition() {
        for (int before = 0; before < 60; before++) {
            String text = "x".repeat(before) + PATTERN + "y".repeat(40);
            assertThat(allowed(guard(), text)).isEqualTo(before + PATTERN.length() - 1);
        }
    }

    @Test
    void patternOverTheEdgeOfPiecesIsFound() {
        String text = "some text " + PATTERN + " and more";
        for (int first = 0; first < text.length(); first++) {
            for (int second = first; second < text.length(); second++) {
                EndLineGuard guard = guard();
                int sent = 0;
                for (String piece :
                        new String[] {text.substring(0, first), text.substring(first, second), text.substring(second)
                        }) {
                    int allowed = allowed(guard, piece);
                    sent += allowed;
                    if (allowed < piece.length()) {
                        break;
                    }
                }
                assertThat(sent).isEqualTo("some text ".length() + PATTERN.length() - 1);
            }
        }
    }

    @Test
    void moreHyphensThanSevenHideNothing() {
        assertThat(allowed(guard(), "-".repeat(50) + "abcd1234")).isEqualTo(57);
    }

    @Test
    void whatOnlyBeginsLikeThePatternPasses() {
        String text = "-------abcd123 ------abcd1234 -------abcd12-------abcd123".repeat(5);
        assertThat(allowed(guard(), text)).isEqualTo(text.length());
    }
}
