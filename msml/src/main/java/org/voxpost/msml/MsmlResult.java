package org.voxpost.msml;

import java.util.List;
import java.util.Optional;

/**
 * {@code <result>}: how a whole document went (RFC 5707 §7.3).
 *
 * @param mark of the last request that succeeded and had one
 * @param dialogIds dialogs that were started, in document order
 * @param confIds conferences that were made, in document order
 */
public record MsmlResult(
        ResponseCode code,
        Optional<String> description,
        Optional<String> mark,
        List<ObjectId.Dialog> dialogIds,
        List<ObjectId.Conference> confIds) {
    public MsmlResult {
        dialogIds = List.copyOf(dialogIds);
        confIds = List.copyOf(confIds);
    }

    public static MsmlResult ok(Optional<String> mark, List<ObjectId.Dialog> dialogIds) {
        return new MsmlResult(ResponseCode.OK, Optional.empty(), mark, dialogIds, List.of());
    }

    public static MsmlResult failed(
            ResponseCode code, String description, Optional<String> mark, List<ObjectId.Dialog> dialogIds) {
        return new MsmlResult(code, Optional.of(description), mark, dialogIds, List.of());
    }

    public byte[] toBytes(DocumentForm form) {
        return new ResultWriter(form).write(this);
    }
}
