package org.voxpost.engine.control;

import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.lane.Lane;
import org.voxpost.media.FetchTerms;
import org.voxpost.media.Fetched;
import org.voxpost.media.MediaException;
import org.voxpost.media.MediaUri;
import org.voxpost.msml.MsmlException;
import org.voxpost.msml.ResponseCode;
import org.voxpost.msml.dialog.Script;

/** Fetches the script of {@code dialogstart src} (RFC 5707 §9.6.1) beside the lane. */
record ScriptFetch(String uri, ControlLegs.Shared shared, Lane lane) {

    private static final Logger log = LoggerFactory.getLogger(ScriptFetch.class);

    /** Far above any script, far below what would hurt. */
    private static final int LARGEST = 1 << 20;

    static ScriptFetch of(String uri, ControlLegs.Shared shared, Lane lane) {
        return new ScriptFetch(uri, shared, lane);
    }

    /** Hands on the script, or the code and reason of the failure; both on the lane. */
    void then(Consumer<Script> good, BiConsumer<ResponseCode, String> bad) {
        shared.blocking().execute(() -> {
            try {
                Script script = shared.reader().readScript(bytes());
                lane.execute(() -> good.accept(script));
            } catch (MediaException e) {
                lane.execute(
                        () -> bad.accept(ResponseCode.EXTERNAL_DOCUMENT_FETCH_ERROR, String.valueOf(e.getMessage())));
            } catch (MsmlException e) {
                lane.execute(() -> bad.accept(e.code(), e.description()));
            } catch (RuntimeException e) {
                log.error("Fetching a script broke", e);
                lane.execute(() -> bad.accept(ResponseCode.INTERNAL_ERROR, "internal error"));
            }
        });
    }

    private byte[] bytes() throws MediaException {
        FetchTerms terms = new FetchTerms(shared.terms().scriptDeadline(), LARGEST);
        try (Fetched document = shared.media().fetch(MediaUri.parse(uri), terms)) {
            ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(document.length()));
            document.read(content, 0);
            return content.array();
        }
    }
}
