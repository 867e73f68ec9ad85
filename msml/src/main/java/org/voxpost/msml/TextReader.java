package org.voxpost.msml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.voxpost.msml.dialog.Capture;
import org.voxpost.msml.dialog.Handler;
import org.voxpost.msml.dialog.Say;

/** Reads our own primitives for captured text. Handlers may stand in any order. */
final class TextReader {
    static final String CAPTURE = NameMarker.TEXT + "capture";
    static final String SAY = NameMarker.TEXT + "say";
    private static final String CONTENT = NameMarker.TEXT + "content";
    private static final String SAY_EXIT = NameMarker.TEXT + "sayexit";

    private static final String START = NameMarker.TEXT + "capturestart";
    private static final String MEDIA = NameMarker.TEXT + "capturemedia";
    private static final String MESSAGE = NameMarker.TEXT + "capturemessage";
    private static final String INCOMPLETE = NameMarker.TEXT + "captureincomplete";
    private static final String DELIVERY = NameMarker.TEXT + "capturedelivery";
    private static final String COMPOSING = NameMarker.TEXT + "capturecomposing";
    private static final String EXIT = NameMarker.TEXT + "captureexit";

    private static final List<String> HANDLERS = List.of(START, MEDIA, MESSAGE, INCOMPLETE, DELIVERY, COMPOSING, EXIT);

    private TextReader() {}

    /** Whether our namespace has an element of this name. */
    static boolean knows(String name) {
        return HANDLERS.contains(name)
                || List.of(CAPTURE, SAY, CONTENT, SAY_EXIT).contains(name);
    }

    static Capture capture(Element element) throws MsmlException {
        Contents.refuseText(element);
        var attributes = new Attributes(element);
        Map<String, Handler> handlers = new HashMap<>();
        for (Element child : element.children()) {
            if (!HANDLERS.contains(child.name())) {
                throw Vocabulary.misplaced(child, element.name());
            }
            if (handlers.put(child.name(), HandlerReader.handler(child)) != null) {
                throw Vocabulary.misplaced(child, element.name() + " with one already");
            }
        }
        var capture = new Capture(
                attributes.id("id"),
                attributes.parsed("after", Values::number, "0 or more").orElse(0),
                attributes.uri("transcript"),
                attributes.oneOf("form", Capture.Form.class).orElse(Capture.Form.JSON),
                handlers.getOrDefault(START, Handler.NONE),
                handlers.getOrDefault(MEDIA, Handler.NONE),
                handlers.getOrDefault(MESSAGE, Handler.NONE),
                handlers.getOrDefault(INCOMPLETE, Handler.NONE),
                handlers.getOrDefault(DELIVERY, Handler.NONE),
                handlers.getOrDefault(COMPOSING, Handler.NONE),
                handlers.getOrDefault(EXIT, Handler.NONE));
        attributes.refuseOthers();
        return capture;
    }

    static Say say(Element element) throws MsmlException {
        Contents.refuseText(element);
        var attributes = new Attributes(element);
        Optional<Element> content = only(element, CONTENT);
        Optional<Element> exit = only(element, SAY_EXIT);
        for (Element child : element.children()) {
            if (!child.name().equals(CONTENT) && !child.name().equals(SAY_EXIT)) {
                throw Vocabulary.misplaced(child, element.name());
            }
        }
        Optional<String> id = attributes.id("id");
        Optional<String> party = attributes.text("party");
        attributes.refuseOthers();
        if (content.isEmpty() || content.get().text().isEmpty()) {
            throw Contents.missing(element, "text in a content");
        }
        return new Say(
                id,
                party,
                type(content.get()),
                content.get().text(),
                exit.isPresent() ? HandlerReader.handler(exit.get()) : Handler.NONE);
    }

    private static String type(Element content) throws MsmlException {
        Contents.refuseChildren(content);
        var attributes = new Attributes(content);
        String type = attributes.mediaType("contenttype").orElse("text/plain");
        attributes.refuseOthers();
        return type;
    }

    private static Optional<Element> only(Element parent, String name) throws MsmlException {
        List<Element> named = parent.children().stream()
                .filter(child -> child.name().equals(name))
                .toList();
        if (named.size() > 1) {
            throw Vocabulary.misplaced(named.get(1), parent.name() + " with one already");
        }
        return named.stream().findFirst();
    }
}
