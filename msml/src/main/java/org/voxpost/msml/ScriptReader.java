package org.voxpost.msml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.msml.dialog.DialogElement;
import org.voxpost.msml.dialog.Group;
import org.voxpost.msml.dialog.Handler;
import org.voxpost.msml.dialog.Script;

/** Reads the content of dialogs. */
final class ScriptReader {
    private ScriptReader() {}

    /** The content of {@code <dialogstart>}, with or without the {@code <moml>} of older clients around it (RFC 5707 §9.7.6). */
    static Script script(Element parent) throws MsmlException {
        Contents.refuseText(parent);
        List<Element> children = parent.children();
        if (children.size() == 1 && children.getFirst().name().equals("moml")) {
            return script(children.getFirst());
        }
        if (children.isEmpty()) {
            throw Contents.missing(parent, "script");
        }
        var mistakes = new Mistakes();
        List<DialogElement> elements = new ArrayList<>();
        for (Element child : children) {
            mistakes.in(() -> dialogElement(child, parent.name())).ifPresent(elements::add);
        }
        mistakes.tell();
        return new Script(elements);
    }

    /** A document of its own. */
    static Script document(Element root) throws MsmlException {
        return switch (root.name()) {
            case "moml", "dialogstart" -> script(root);
            case "msml" ->
                root.children().size() == 1 && root.children().getFirst().name().equals("dialogstart")
                        ? script(root.children().getFirst())
                        : script(root);
            default -> new Script(List.of(executable(root, "the document")));
        };
    }

    /** Whether a document of its own may start with this. */
    static boolean isRoot(String name) {
        return switch (name) {
            case "moml", "msml", "dialogstart", "group", "transfer", "fileop", TextReader.CAPTURE, TextReader.SAY ->
                true;
            default -> Vocabulary.isPrimitive(name);
        };
    }

    private static DialogElement dialogElement(Element element, String parent) throws MsmlException {
        return switch (element.name()) {
            case "send" -> HandlerReader.send(element);
            case "exit" -> HandlerReader.exit(element);
            case "disconnect" -> HandlerReader.disconnect(element);
            default -> executable(element, parent);
        };
    }

    private static DialogElement.Executable executable(Element element, String parent) throws MsmlException {
        return switch (element.name()) {
            case "group" -> group(element);
            case "transfer" -> TransferReader.transfer(element);
            case "fileop" -> TransferObjectReader.fileOp(element);
            case TextReader.CAPTURE -> TextReader.capture(element);
            case TextReader.SAY -> TextReader.say(element);
            default -> throw Vocabulary.notExecutable(element, parent);
        };
    }

    private static Group group(Element element) throws MsmlException {
        Contents.refuseText(element);
        var attributes = new Attributes(element);
        var topology = attributes.mandatory("topology", attributes.oneOf("topology", Group.Topology.class));
        Optional<String> id = attributes.id("id");
        attributes.refuseOthers();
        var mistakes = new Mistakes();
        List<DialogElement.Executable> children = new ArrayList<>();
        Optional<Handler> onExit = Optional.empty();
        for (Element child : element.children()) {
            if (!child.name().equals("groupexit")) {
                mistakes.in(() -> executable(child, element.name())).ifPresent(children::add);
            } else if (onExit.isPresent()) {
                throw Vocabulary.misplaced(child, "group with one already");
            } else {
                onExit = Optional.of(HandlerReader.handler(child));
            }
        }
        mistakes.tell();
        if (children.isEmpty()) {
            throw Contents.missing(element, "primitive");
        }
        return new Group(topology, id, children, onExit.orElse(Handler.NONE));
    }
}
