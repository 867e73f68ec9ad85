package org.voxpost.sdp;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.voxpost.sdp.SdpLines.Line;

/** Reads one body. Strict about what carries meaning for us, lenient about all else. */
final class SdpReader {
    private static final int DIGITS_OF_A_VERSION = 40;

    private final SdpLimits limits;
    private final Consumer<SdpDeviation> deviations;
    private final Set<SdpDeviation> told = EnumSet.noneOf(SdpDeviation.class);

    private final Section session = new Section();
    private final List<MediaDescription> media = new ArrayList<>();
    private Section current = session;
    private @Nullable Origin origin;
    private String name = "";
    private boolean nameSeen;
    private boolean versionSeen;
    private boolean timingSeen;

    SdpReader(SdpLimits limits, Consumer<SdpDeviation> deviations) {
        this.limits = limits;
        this.deviations = deviations;
    }

    SessionDescription read(byte[] body) throws SdpException {
        for (Line line : SdpLines.of(body, limits, this::tolerate)) {
            take(line);
        }
        closeMedia();
        if (!versionSeen) {
            throw new SdpException("no v-line: not a session description");
        }
        if (origin == null) {
            throw new SdpException("no o-line");
        }
        SessionDescription description = new SessionDescription(
                origin, name, Optional.ofNullable(session.connection), session.bandwidths, session.attributes, media);
        reportOmissions(description);
        return description;
    }

    private void reportOmissions(SessionDescription description) {
        if (!nameSeen) {
            tolerate(SdpDeviation.NO_SESSION_NAME);
        }
        if (!timingSeen) {
            tolerate(SdpDeviation.NO_TIMING);
        }
        if (media.stream().anyMatch(m -> description.effectiveConnection(m).isEmpty())) {
            tolerate(SdpDeviation.NO_CONNECTION);
        }
    }

    private void take(Line line) throws SdpException {
        switch (line.type()) {
            case 'v' -> takeVersion(line);
            case 'o' -> origin = readOrigin(line);
            case 's' -> takeName(line);
            case 't' -> timingSeen = true;
            case 'i' -> current.title = line.value();
            case 'c' -> current.connection = readConnection(line);
            case 'b' -> readBandwidth(line);
            case 'a' -> readAttribute(line);
            case 'm' -> openMedia(line);
            case 'u', 'e', 'p', 'r', 'z', 'k' -> {}
            default -> tolerate(SdpDeviation.UNKNOWN_LINE);
        }
        if (current != session && "vost".indexOf(line.type()) >= 0) {
            tolerate(SdpDeviation.LINE_ORDER);
        }
    }

    private void takeVersion(Line line) throws SdpException {
        if (!line.value().equals("0")) {
            throw new SdpException(line.number(), "a version of SDP other than 0");
        }
        if (versionSeen) {
            throw new SdpException(line.number(), "a second v-line: more than one session description");
        }
        versionSeen = true;
    }

    private void takeName(Line line) {
        nameSeen = !line.value().isEmpty();
        name = line.value().equals("-") ? "" : line.value();
    }

    private static Origin readOrigin(Line line) throws SdpException {
        List<String> words = words(line, 6, "an o-line has six fields");
        String version = words.get(2);
        if (version.length() > DIGITS_OF_A_VERSION || !version.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new SdpException(line.number(), "the version of the session is not a number");
        }
        return new Origin(
                words.get(0),
                words.get(1),
                new BigInteger(version),
                new ConnectionAddress(words.get(3), words.get(4), words.get(5)));
    }

    private static ConnectionAddress readConnection(Line line) throws SdpException {
        List<String> words = words(line, 3, "a c-line has three fields");
        return new ConnectionAddress(words.get(0), words.get(1), words.get(2));
    }

    private void readBandwidth(Line line) throws SdpException {
        int colon = line.value().indexOf(':');
        String type = colon < 0 ? "" : line.value().substring(0, colon);
        long amount = Text.digits(line.value().substring(colon + 1).strip());
        if (!Text.isToken(type) || amount < 0) {
            tolerate(SdpDeviation.MALFORMED_ATTRIBUTE);
            return;
        }
        if (current.bandwidths.size() == limits.attributesPerSection()) {
            throw new SdpException(line.number(), "more than " + limits.attributesPerSection() + " b-lines");
        }
        current.bandwidths.add(new Bandwidth(type, amount));
    }

    private void readAttribute(Line line) throws SdpException {
        int colon = line.value().indexOf(':');
        String attribute = (colon < 0 ? line.value() : line.value().substring(0, colon)).strip();
        if (!Text.isToken(attribute)) {
            tolerate(SdpDeviation.MALFORMED_ATTRIBUTE);
            return;
        }
        if (current.attributes.size() == limits.attributesPerSection()) {
            throw new SdpException(
                    line.number(), "more than " + limits.attributesPerSection() + " attributes in one section");
        }
        current.attributes.add(
                colon < 0
                        ? Attribute.flag(attribute)
                        : Attribute.of(
                                attribute, line.value().substring(colon + 1).strip()));
    }

    private void openMedia(Line line) throws SdpException {
        closeMedia();
        if (media.size() == limits.mediaCount()) {
            throw new SdpException(line.number(), "more than " + limits.mediaCount() + " m-lines");
        }
        List<String> words = words(line, 4, "an m-line has a media type, a port, a protocol and formats");
        String port = words.get(1);
        int slash = port.indexOf('/');
        long number = Text.digits(slash < 0 ? port : port.substring(0, slash));
        if (number < 0 || number > 65535) {
            throw new SdpException(line.number(), "the port is not a number from 0 to 65535");
        }
        current = new Section();
        current.media = MediaDescription.of(words.get(0), (int) number, words.get(2), words.subList(3, words.size()));
    }

    private void closeMedia() {
        MediaDescription head = current.media;
        if (head != null) {
            media.add(new MediaDescription(
                    head.type(),
                    head.port(),
                    head.protocol(),
                    head.formats(),
                    Optional.ofNullable(current.title),
                    Optional.ofNullable(current.connection),
                    current.bandwidths,
                    current.attributes));
        }
    }

    private static List<String> words(Line line, int atLeast, String otherwise) throws SdpException {
        List<String> words = List.of(line.value().split("[ \t]+"));
        if (words.size() < atLeast) {
            throw new SdpException(line.number(), otherwise);
        }
        for (String word : words) {
            if (!Text.isWord(word)) {
                throw new SdpException(line.number(), "a character outside ASCII where only ASCII may stand");
            }
        }
        return words;
    }

    private void tolerate(SdpDeviation deviation) {
        if (told.add(deviation)) {
            deviations.accept(deviation);
        }
    }

    /** What is being gathered for the session or for one m-line. */
    private static final class Section {
        private @Nullable MediaDescription media;
        private @Nullable String title;
        private @Nullable ConnectionAddress connection;
        private final List<Bandwidth> bandwidths = new ArrayList<>();
        private final List<Attribute> attributes = new ArrayList<>();
    }
}
