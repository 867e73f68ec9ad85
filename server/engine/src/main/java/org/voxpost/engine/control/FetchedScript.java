package org.voxpost.engine.control;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.dialog.Dialog;
import org.voxpost.engine.lane.Lane;
import org.voxpost.media.FetchTerms;
import org.voxpost.media.Fetched;
import org.voxpost.media.MediaException;
import org.voxpost.media.MediaUri;
import org.voxpost.msml.MsmlException;
import org.voxpost.msml.ResponseCode;
import org.voxpost.msml.dialog.Script;

/** The script of {@code dialogstart src} (RFC 5707 §9.6.1), fetched beside the lane. */
record FetchedScript(ByteBuffer document, Script script) {

    private static final Logger log = LoggerFactory.getLogger(FetchedScript.class);

    /** Far above any script, far below what would hurt. */
    private static final int LARGEST = 1 << 20;

    /** Fetches it and runs it in the dialog, or ends the dialog with the code and reason of the failure; on the dialog's lane. */
    static void run(Dialog dialog, String uri, ControlLegs.Shared shared, Lane lane) {
        shared.blocking().execute(() -> {
            try {
                FetchedScript fetched = fetch(uri, shared);
                lane.execute(() -> {
                    dialog.order().fetched(fetched.document(), fetched.script());
                    runIfSupported(dialog, fetched.script(), shared);
                });
            } catch (MediaException e) {
                refuse(dialog, lane, ResponseCode.EXTERNAL_DOCUMENT_FETCH_ERROR, String.valueOf(e.getMessage()));
            } catch (MsmlException e) {
                refuse(dialog, lane, e.code(), e.description());
            } catch (RuntimeException | Error e) {
                log.error("Fetching a script broke", e);
                refuse(dialog, lane, ResponseCode.INTERNAL_ERROR, "internal error");
            }
        });
    }

    static void runIfSupported(Dialog dialog, Script script, ControlLegs.Shared shared) {
        Optional<String> unsupported = shared.dialogs().unsupported(script);
        if (unsupported.isPresent()) {
            dialog.refuse(ResponseCode.UNSUPPORTED_ELEMENT.code(), unsupported.get());
        } else {
            dialog.run(script);
        }
    }

    private static void refuse(Dialog dialog, Lane lane, ResponseCode code, String why) {
        lane.execute(() -> dialog.refuse(code.code(), why));
    }

    private static FetchedScript fetch(String uri, ControlLegs.Shared shared) throws MediaException, MsmlException {
        FetchTerms terms = new FetchTerms(shared.terms().scriptDeadline(), LARGEST);
        try (Fetched document = shared.media().fetch(MediaUri.parse(uri), terms)) {
            ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(document.length()));
            document.read(content, 0);
            return new FetchedScript(
                    content.flip().asReadOnlyBuffer(), shared.reader().readScript(content.array()));
        }
    }
}
