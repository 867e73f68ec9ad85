package org.voxpost.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The a=file-selector attribute (RFC 5547 §6): which file is meant. A selector with nothing in it says that its writer
 * understands file transfer.
 *
 * @param name in clear, with percent-encoding undone
 * @param type a media type with its parameters, in clear: {@code audio/amr} or {@code text/plain;charset="utf-8"}
 * @param size in octets
 */
public record FileSelector(Optional<String> name, Optional<String> type, OptionalLong size, List<Hash> hashes) {
    public static final String NAME = "file-selector";
    public static final FileSelector EMPTY =
            new FileSelector(Optional.empty(), Optional.empty(), OptionalLong.empty(), List.of());

    public FileSelector {
        hashes = List.copyOf(hashes);
    }

    public static FileSelector of(String name, String type, long size, Hash... hashes) {
        return new FileSelector(Optional.of(name), Optional.of(type), OptionalLong.of(size), List.of(hashes));
    }

    /**
     * The selector of a media, if it has one.
     *
     * @throws SdpException when it does not follow RFC 5547 §6; a selector of an unknown kind is ignored
     */
    public static Optional<FileSelector> in(MediaDescription media) throws SdpException {
        Optional<Attribute> attribute = media.attribute(NAME);
        return attribute.isEmpty()
                ? Optional.empty()
                : Optional.of(parse(attribute.get().text()));
    }

    static FileSelector parse(String text) throws SdpException {
        FileSelector read = EMPTY;
        for (String word : Quoting.words(text)) {
            read = read.with(word);
        }
        return read;
    }

    private FileSelector with(String selector) throws SdpException {
        int colon = selector.indexOf(':');
        String value = selector.substring(colon + 1);
        return switch (colon < 0 ? "" : selector.substring(0, colon)) {
            case "name" -> new FileSelector(Optional.of(Quoting.decode(Quoting.unquote(value))), type, size, hashes);
            case "type" -> new FileSelector(name, Optional.of(Quoting.decode(value)), size, hashes);
            case "size" -> new FileSelector(name, type, OptionalLong.of(size(value)), hashes);
            case "hash" -> new FileSelector(name, type, size, Lists.plus(hashes, hash(value)));
            default -> this;
        };
    }

    private static long size(String value) throws SdpException {
        long octets = Text.digits(value);
        if (octets < 0) {
            throw new SdpException("the size of a file selector is not a number");
        }
        return octets;
    }

    private static Hash hash(String value) throws SdpException {
        int colon = value.indexOf(':');
        return Hash.parse(value.substring(0, Math.max(colon, 0)), value.substring(colon + 1));
    }

    public Attribute attribute() {
        List<String> selectors = new ArrayList<>();
        name.ifPresent(n -> selectors.add("name:" + Quoting.quote(Quoting.encodeName(n))));
        type.ifPresent(t -> selectors.add("type:" + Quoting.encodeType(t)));
        size.ifPresent(s -> selectors.add("size:" + s));
        hashes.forEach(hash -> selectors.add("hash:" + hash));
        return selectors.isEmpty() ? Attribute.flag(NAME) : Attribute.of(NAME, String.join(" ", selectors));
    }
}
