package org.voxpost.sdp;

import java.util.List;
import java.util.Optional;

/**
 * The a=path attribute (RFC 4975 §8.2): MSRP URIs as written, the first hop first, the endpoint last.
 *
 * @param uris never empty; none of them looked into
 */
public record MsrpPath(List<String> uris) {
    public MsrpPath {
        uris = List.copyOf(uris);
        uris.forEach(Text::word);
        if (uris.isEmpty()) {
            throw new IllegalArgumentException("a path has at least one URI");
        }
    }

    /**
     * The path of a media, if it has one.
     *
     * @throws SdpException when it is empty, or not of visible ASCII
     */
    public static Optional<MsrpPath> in(MediaDescription media) throws SdpException {
        Optional<Attribute> attribute = media.attribute("path");
        if (attribute.isEmpty()) {
            return Optional.empty();
        }
        List<String> words = List.of(attribute.get().text().split("[ \t]+"));
        if (!words.stream().allMatch(Text::isWord)) {
            throw new SdpException("a=path is not a list of URIs");
        }
        return Optional.of(new MsrpPath(words));
    }

    public Attribute attribute() {
        return Attribute.of("path", uris.size() == 1 ? uris.getFirst() : String.join(" ", uris));
    }
}
