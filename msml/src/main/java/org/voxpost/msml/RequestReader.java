package org.voxpost.msml;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the children of {@code <msml>}. */
final class RequestReader {
    private static final String MOML = "application/moml+xml";
    /** RFC 5707 §9.6.1, and the older name in the schema of PowerMedia XMS. */
    private static final Pattern VOICE_XML = Pattern.compile("application/(?:vxml|voicexml)\\+xml");

    private static final Pattern SEND_TARGET = Pattern.compile("(?<id>[^/]+/dialog:[^/]+)/(?<part>[^/]+)");

    private RequestReader() {}

    /** What is wrong with a request becomes {@link Refused}, for the rest of the document is to be read. */
    static Request request(Element element) {
        try {
            return switch (element.name()) {
                case "dialogstart" -> dialogStart(element);
                case "dialogend" -> dialogEnd(element);
                case "send" -> send(element);
                default -> throw Vocabulary.notARequest(element);
            };
        } catch (MsmlException e) {
            return new Refused(e.code(), e.description(), markIfValid(element));
        }
    }

    private static DialogStart dialogStart(Element element) throws MsmlException {
        var attributes = new Attributes(element);
        var target = attributes.mandatory(
                "target",
                attributes.parsed(
                        "target",
                        text -> ObjectId.parse(text)
                                .filter(id -> !id.isWildcard())
                                .filter(ObjectId.Independent.class::isInstance)
                                .map(ObjectId.Independent.class::cast),
                        "conn:… or conf:…"));
        var name = attributes.parsed(
                "name",
                text -> Optional.of(text).filter(ObjectId::isName),
                "letters, digits, dots, colons, hyphens, underscores");
        Optional<String> type = attributes.text("type");
        Optional<String> src = attributes.uri("src");
        Optional<String> mark = attributes.text("mark");
        attributes.refuseOthers();
        requireMoml(type);
        return new DialogStart(target, name, source(element, src), mark);
    }

    private static void requireMoml(Optional<String> type) throws MsmlException {
        String language = type.orElse(MOML).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (language.equals(MOML)) {
            return;
        }
        boolean isKnown = VOICE_XML.matcher(language).matches();
        throw new MsmlException(
                isKnown ? ResponseCode.UNSUPPORTED_LANGUAGE : ResponseCode.UNKNOWN_LANGUAGE,
                "dialogstart type=\"" + Quoted.shortened(type.orElse("")) + "\": expected " + MOML);
    }

    private static DialogStart.Source source(Element element, Optional<String> src) throws MsmlException {
        boolean isInline = !element.children().isEmpty() || !element.text().isBlank();
        if (src.isPresent() && isInline) {
            var mistakes = new Mistakes();
            mistakes.note(
                    new MsmlException(ResponseCode.AMBIGUOUS_REQUEST, "dialogstart has both src and a script inside"));
            if (!element.children().isEmpty()) {
                mistakes.in(() -> ScriptReader.script(element));
            }
            mistakes.tell();
        }
        if (src.isEmpty() && !isInline) {
            throw Contents.missing(element, "script, and names no src");
        }
        return src.isPresent()
                ? new DialogStart.External(src.get())
                : new DialogStart.Inline(ScriptReader.script(element));
    }

    private static DialogEnd dialogEnd(Element element) throws MsmlException {
        Contents.refuseAny(element);
        var attributes = new Attributes(element);
        var id = attributes.mandatory(
                "id",
                attributes.parsed(
                        "id",
                        text -> ObjectId.parse(text)
                                .filter(parsed -> !parsed.isWildcard())
                                .filter(ObjectId.Dialog.class::isInstance)
                                .map(ObjectId.Dialog.class::cast),
                        "conn:…/dialog:… or conf:…/dialog:…"));
        var end = new DialogEnd(id, attributes.text("mark"));
        attributes.refuseOthers();
        return end;
    }

    private static Send send(Element element) throws MsmlException {
        Contents.refuseAny(element);
        var attributes = new Attributes(element);
        String event =
                attributes.mandatory("event", attributes.matching("event", Values.EVENT, "the name of an event"));
        Target target = attributes.mandatory(
                "target",
                attributes.parsed("target", RequestReader::target, "conn:…, conf:… or …/dialog:…[/primitive]"));
        var send = new Send(event, target.id(), target.part(), attributes.names("valuelist"), attributes.text("mark"));
        attributes.refuseOthers();
        return send;
    }

    private record Target(ObjectId id, Optional<String> part) {}

    private static Optional<Target> target(String text) {
        var split = SEND_TARGET.matcher(text);
        if (!split.matches()) {
            return ObjectId.parse(text).map(id -> new Target(id, Optional.empty()));
        }
        String part = split.group("part");
        return Values.ID.matcher(part).matches()
                ? ObjectId.parse(split.group("id")).map(id -> new Target(id, Optional.of(part)))
                : Optional.empty();
    }

    private static Optional<String> markIfValid(Element element) {
        try {
            return new Attributes(element).text("mark");
        } catch (MsmlException e) {
            return Optional.empty();
        }
    }
}
