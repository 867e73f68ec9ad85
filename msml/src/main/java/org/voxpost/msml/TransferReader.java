package org.voxpost.msml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.voxpost.msml.dialog.Count;
import org.voxpost.msml.dialog.Handler;
import org.voxpost.msml.dialog.Transfer;
import org.voxpost.msml.dialog.TransferObject;

/**
 * Reads {@code <transfer>}. The schema wants its handlers behind the objects in one order; the printed example of PowerMedia XMS
 * breaks that, so any order will do.
 */
final class TransferReader {
    private TransferReader() {}

    static Transfer transfer(Element element) throws MsmlException {
        Contents.refuseText(element);
        var attributes = new Attributes(element);
        List<TransferObject> objects = new ArrayList<>();
        Map<String, Handler> handlers = new HashMap<>();
        for (Element child : element.children()) {
            switch (child.name()) {
                case "fileobj" -> objects.add(TransferObjectReader.fileObject(child));
                case "messageobj" -> objects.add(TransferObjectReader.messageObject(child));
                case "transferstart", "transferobjstart", "transferobjdone", "transferexit" -> {
                    if (handlers.put(child.name(), HandlerReader.handler(child)) != null) {
                        throw Vocabulary.misplaced(child, "transfer with one already");
                    }
                }
                default -> throw Vocabulary.misplaced(child, element.name());
            }
        }
        var transfer = new Transfer(
                attributes.id("id"),
                attributes.oneOf("initial", Transfer.Initial.class).orElse(Transfer.Initial.TRANSMIT),
                attributes.iterate(),
                attributes.retry().orElse(Count.NEVER),
                attributes.duration("delay"),
                attributes.bool("starttimer", false),
                attributes.duration("ftt"),
                attributes.duration("itt"),
                attributes.duration("maxtime"),
                attributes.lang(),
                objects,
                handlers.getOrDefault("transferstart", Handler.NONE),
                handlers.getOrDefault("transferobjstart", Handler.NONE),
                handlers.getOrDefault("transferobjdone", Handler.NONE),
                handlers.getOrDefault("transferexit", Handler.NONE));
        attributes.refuseOthers();
        if (objects.isEmpty()) {
            throw Contents.missing(element, "fileobj or messageobj");
        }
        return transfer;
    }
}
