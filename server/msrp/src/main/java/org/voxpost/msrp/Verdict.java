package org.voxpost.msrp;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The answer of a {@link MessageSink}. */
public sealed interface Verdict {

    Verdict TAKEN = new Taken();

    /** The same, for who knows it at once. */
    CompletionStage<Verdict> TAKEN_NOW = CompletableFuture.completedFuture(TAKEN);

    record Taken() implements Verdict {}

    /** The chunk is answered with {@code status} (RFC 4975 §10). */
    record Refused(int status, String comment) implements Verdict {
        public Refused {
            if (status < 300 || status > 999) {
                throw new IllegalArgumentException("a refusal needs a status of 300 to 999, not " + status);
            }
            MimeHeader.requireSafe(comment);
        }
    }
}
