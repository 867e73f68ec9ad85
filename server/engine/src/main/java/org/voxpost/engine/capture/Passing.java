package org.voxpost.engine.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.voxpost.cpim.IsComposing;
import org.voxpost.msrp.MessageSink;
import org.voxpost.msrp.Verdict;

/** A message that is shown and not kept, such as that somebody writes. */
final class Passing implements MessageSink {

    static final String COMPOSING = IsComposing.MEDIA_TYPE;

    /** Enough for any such document. */
    private static final int MOST = 4_096;

    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private final Consumer<byte[]> passed;

    Passing(Consumer<byte[]> passed) {
        this.passed = passed;
    }

    static boolean is(String contentType) {
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT).equals(COMPOSING);
    }

    @Override
    public CompletionStage<Verdict> take(long offset, ByteBuffer part) {
        if (offset != octets.size() || offset + part.remaining() > MOST) {
            return CompletableFuture.completedFuture(new Verdict.Refused(413, "Too long for what it is"));
        }
        byte[] copy = new byte[part.remaining()];
        part.duplicate().get(copy);
        octets.writeBytes(copy);
        return CompletableFuture.completedFuture(Verdict.TAKEN);
    }

    @Override
    public CompletionStage<Verdict> complete(long length) {
        passed.accept(octets.toByteArray());
        return CompletableFuture.completedFuture(Verdict.TAKEN);
    }

    @Override
    public void aborted(Abandonment why) {}
}
