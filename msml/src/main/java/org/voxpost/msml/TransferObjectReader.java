package org.voxpost.msml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.msml.dialog.Destination;
import org.voxpost.msml.dialog.FileObject;
import org.voxpost.msml.dialog.FileOp;
import org.voxpost.msml.dialog.MessageObject;
import org.voxpost.msml.dialog.XmsrpUri;

/** Reads what is to be sent, {@code <fileobj>} and {@code <messageobj>}, and {@code <fileop>}. */
final class TransferObjectReader {
    private TransferObjectReader() {}

    static FileObject fileObject(Element element) throws MsmlException {
        Contents.refuseAny(element);
        var attributes = new Attributes(element);
        var object = new FileObject(
                attributes.id("objid"),
                attributes.iterate(),
                attributes.retry(),
                attributes.mandatory("src", attributes.uri("src")),
                destination(attributes),
                attributes.bool("wait", false),
                attributes.mediaType("contenttype"),
                attributes.bool("delete", false),
                attributes.bool("overwrite", true),
                attributes.bool("append", false),
                attributes.lang());
        attributes.refuseOthers();
        return object;
    }

    static MessageObject messageObject(Element element) throws MsmlException {
        Contents.refuseText(element);
        List<MessageObject.Content> contents = new ArrayList<>();
        for (Element child : element.children()) {
            if (!child.name().equals("content")) {
                throw Vocabulary.misplaced(child, element.name());
            }
            contents.add(content(child));
        }
        var attributes = new Attributes(element);
        var object = new MessageObject(
                attributes.id("objid"),
                attributes.iterate(),
                attributes.retry(),
                attributes.uri("src"),
                destination(attributes),
                attributes.bool("wait", false),
                attributes.mediaType("contenttype"),
                attributes.lang(),
                contents);
        attributes.refuseOthers();
        if (contents.isEmpty() && object.src().isEmpty()) {
            throw Contents.missing(element, "content, and names no src");
        }
        return object;
    }

    private static MessageObject.Content content(Element element) throws MsmlException {
        Contents.refuseChildren(element);
        var attributes = new Attributes(element);
        var content = new MessageObject.Content(
                attributes.printable("contentid"),
                attributes.mediaType("contenttype").orElse("text/plain"),
                attributes.printable("contentdisposition"),
                element.text());
        attributes.refuseOthers();
        return content;
    }

    static FileOp fileOp(Element element) throws MsmlException {
        Contents.refuseAny(element);
        var attributes = new Attributes(element);
        var operation = attributes.mandatory("operation", attributes.oneOf("operation", FileOp.Operation.class));
        var fileOp = new FileOp(
                attributes.id("id"),
                operation,
                attributes.mandatory("src", attributes.uri("src")),
                attributes.uri("dest"),
                attributes.printable("srcformat"),
                attributes.printable("destformat"),
                attributes.bool("overwrite", true),
                attributes.lang());
        if (operation.needsDest()) {
            attributes.mandatory("dest", fileOp.dest());
        }
        attributes.refuseOthers();
        return fileOp;
    }

    /** Line breaks in an {@code xmsrp} address are for its own reader, which knows where they may be. */
    private static Optional<Destination> destination(Attributes attributes) throws MsmlException {
        Optional<String> raw = attributes.raw("dest");
        if (raw.isEmpty() || !XmsrpUri.matches(raw.get())) {
            return attributes.uri("dest").map(Destination.Uri::new);
        }
        try {
            return Optional.of(XmsrpUri.parse(raw.get()));
        } catch (IllegalArgumentException e) {
            throw attributes.invalid("dest", "xmsrp://?offerer=…;answerer=…;file=…, but it " + e.getMessage());
        }
    }
}
