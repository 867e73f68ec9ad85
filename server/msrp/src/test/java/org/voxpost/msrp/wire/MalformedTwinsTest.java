package org.voxpost.msrp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every frame of the RFCs, spoilt in every way, with a sound one behind it. */
class MalformedTwinsTest {

    private static final Vector NEXT = Vector.named("rfc4976-08-yh67-report.msrp");

    private static Stream<Vector> vectors() {
        return Vector.all().stream().filter(vector -> !vector.transaction().equals(NEXT.transaction()));
    }

    @ParameterizedTest
    @EnumSource
    void twinMeetsItsFate(Twin twin) {
        vectors()
                .parallel()
                .forEach(vector -> twin.of(vector)
                        .ifPresent(octets -> meets(twin.fate(), vector + ", " + twin, followed(octets))));
    }

    @Test
    void everyVectorHasSeveralTwins() {
        assertThat(vectors())
                .allSatisfy(vector -> assertThat(Stream.of(Twin.values())
                                .filter(twin -> twin.of(vector).isPresent()))
                        .hasSizeGreaterThan(10));
    }

    private static byte[] followed(byte[] octets) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(octets);
        stream.writeBytes(NEXT.octets());
        return stream.toByteArray();
    }

    private static void meets(Twin.Fate fate, String what, byte[] octets) {
        Attempt whole = Attempt.of(decoding -> decoding.feed(octets, 0, octets.length));
        switch (fate) {
            case BREAKS -> assertThat(whole.failure()).as(what).isNotEmpty();
            case SPOILS -> {
                assertThat(whole.failure()).as(what).isEmpty();
                assertThat(whole.decoding().heads).as(what).hasSize(2);
                assertThat(whole.decoding().heads).first().as(what).isInstanceOf(Frame.Unintelligible.class);
                assertThat(whole.decoding().heads).last().as(what).isInstanceOf(Frame.Report.class);
            }
            case GOES_ON -> {
                assertThat(whole.decoding().flags).as(what).isEmpty();
                assertThat(whole.decoding().heads).as(what).hasSizeLessThan(2);
            }
        }
        Cuts cuts = new Cuts(octets, whole.decoding(), whole.failure());
        for (int at = 1; at < octets.length; at++) {
            if (!cuts.readsTheSame(at)) {
                int cut = at;
                Attempt attempt =
                        Attempt.of(decoding -> decoding.feed(octets, 0, cut).feed(octets, cut, octets.length - cut));
                assertThat(attempt).as("%s, cut at %d", what, cut).isEqualTo(whole);
                fail("%s, cut at %d: what is told differs", what, cut);
            }
        }
        for (int seed = 0; seed < 3; seed++) {
            Random random = new Random(seed);
            assertThat(Attempt.of(decoding -> decoding.feedAtRandom(octets, random)))
                    .as("%s, seed %d", what, seed)
                    .isEqualTo(whole);
        }
    }

    private interface Feeding {
        void run(Decoding decoding) throws FramingException;
    }

    /** What was told, and why it ended if it did. */
    private record Attempt(Decoding decoding, String told, String failure) {
        static Attempt of(Feeding feeding) {
            Decoding decoding = Decoding.untracked();
            try {
                feeding.run(decoding);
                return new Attempt(decoding, decoding.told(), "");
            } catch (FramingException e) {
                return new Attempt(decoding, decoding.told(), String.valueOf(e.getMessage()));
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Attempt attempt && told.equals(attempt.told) && failure.equals(attempt.failure);
        }

        @Override
        public int hashCode() {
            return told.hashCode();
        }
    }
}
