package org.voxpost.msml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.msml.dialog.Disconnect;
import org.voxpost.msml.dialog.Ending;
import org.voxpost.msml.dialog.Exit;
import org.voxpost.msml.dialog.Handler;
import org.voxpost.msml.dialog.SendEvent;

/** Reads {@code send}, {@code exit} and {@code disconnect} of dialogs, and the elements that hold them. */
final class HandlerReader {
    private HandlerReader() {}

    /** {@code sendType} of the schema: any number of sends, then perhaps an ending. */
    static Handler handler(Element element) throws MsmlException {
        Contents.refuseText(element);
        new Attributes(element).refuseOthers();
        List<SendEvent> sends = new ArrayList<>();
        Optional<Ending> ending = Optional.empty();
        for (Element child : element.children()) {
            if (ending.isPresent()) {
                throw Vocabulary.misplaced(child, element.name() + " behind its end");
            }
            switch (child.name()) {
                case "send" -> sends.add(send(child));
                case "exit" -> ending = Optional.of(exit(child));
                case "disconnect" -> ending = Optional.of(disconnect(child));
                default -> throw Vocabulary.misplaced(child, element.name());
            }
        }
        return new Handler(sends, ending);
    }

    static SendEvent send(Element element) throws MsmlException {
        var attributes = new Attributes(element);
        String event =
                attributes.mandatory("event", attributes.matching("event", Values.EVENT, "the name of an event"));
        String target = attributes.mandatory("target", attributes.id("target"));
        List<String> namelist = attributes.names("namelist");
        attributes.refuseOthers();
        Contents.refuseAny(element);
        return new SendEvent(event, target, namelist);
    }

    static Exit exit(Element element) throws MsmlException {
        return new Exit(namelist(element));
    }

    static Disconnect disconnect(Element element) throws MsmlException {
        return new Disconnect(namelist(element));
    }

    private static List<String> namelist(Element element) throws MsmlException {
        var attributes = new Attributes(element);
        List<String> namelist = attributes.names("namelist");
        attributes.refuseOthers();
        Contents.refuseAny(element);
        return namelist;
    }
}
