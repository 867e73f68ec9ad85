package org.voxpost.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.voxpost.sip.BodyPart;
import org.voxpost.sip.BodyParts;

/**
 * What a call came with: location, additional data and identities among it. Nothing is dereferenced.
 *
 * @param headers every header line, in order
 * @param content where the whole message is, exactly as it came
 * @param defect what is wrong with the body, where there may be more in it than its parts
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InviteView(
        String startLine,
        List<String> headers,
        String content,
        List<PartView> parts,
        @Nullable String defect) {

    /**
     * A part of the body.
     *
     * @param path {@code 1}, or {@code 2.1} for the first in the second
     * @param content where its octets are, exactly as they came
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record PartView(
            String path,
            String contentType,
            @Nullable String contentId,
            @Nullable String disposition,
            int size,
            String content) {

        static PartView of(BodyPart part, String base) {
            return new PartView(
                    part.path(),
                    part.body().contentType(),
                    part.contentId().orElse(null),
                    part.disposition().orElse(null),
                    part.body().size(),
                    base + "/parts/" + part.path());
        }
    }

    /** @param base of the session */
    static InviteView of(SipImage image, String base, int number) {
        BodyParts parts = image.parts();
        return new InviteView(
                image.startLine(),
                image.headers(),
                base + "/events/" + number + "/content",
                parts.parts().stream().map(part -> PartView.of(part, base)).toList(),
                parts.defect().orElse(null));
    }
}
