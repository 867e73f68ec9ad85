package org.voxpost.engine.control;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.voxpost.engine.journal.OpenOrder;
import org.voxpost.msml.MsmlException;
import org.voxpost.msml.MsmlReader;
import org.voxpost.msml.MsmlResult;
import org.voxpost.msml.ObjectId;
import org.voxpost.msml.Request;
import org.voxpost.sip.SipHeaders;

/**
 * INFOs of a call whose orders an earlier run promised, by sequence number. One whose 200 got lost with that run comes again, and is
 * answered as it was then; nothing of it is done twice.
 */
final class Answered {

    private record Promise(Optional<String> mark, List<ObjectId.Dialog> made) {}

    private final Map<Long, Promise> bySequence = new HashMap<>();

    /** An order of one of them. */
    void promised(OpenOrder open, MsmlReader reader) {
        open.order().call().ifPresent(call -> {
            Promise promise = bySequence.computeIfAbsent(
                    call.sequence(), _ -> new Promise(mark(open.order().document(), reader), new ArrayList<>()));
            if (ObjectId.parse(open.order().dialog()).orElse(null) instanceof ObjectId.Dialog dialog
                    && !promise.made().contains(dialog)) {
                promise.made().add(dialog);
            }
        });
    }

    /** The result of an INFO that was answered before. */
    Optional<MsmlResult> before(SipHeaders headers) {
        return Optional.ofNullable(bySequence.get(sequence(headers)))
                .map(promise -> MsmlResult.ok(promise.mark(), promise.made()));
    }

    /** Of an INFO; -1 where it cannot be read. */
    static long sequence(SipHeaders headers) {
        String number = headers.first("CSeq").orElse("").strip().split("\\s", 2)[0];
        return number.matches("\\d{1,10}") ? Long.parseLong(number) : -1;
    }

    private static Optional<String> mark(ByteBuffer document, MsmlReader reader) {
        byte[] octets = new byte[document.remaining()];
        document.duplicate().get(octets);
        try {
            return reader.read(octets).requests().stream()
                    .map(Request::mark)
                    .flatMap(Optional::stream)
                    .reduce((_, last) -> last);
        } catch (MsmlException unreadable) {
            return Optional.empty();
        }
    }
}
