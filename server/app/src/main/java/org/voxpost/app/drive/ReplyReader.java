package org.voxpost.app.drive;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads what comes back: both dialects, ids inside the result or beside it, any number of events in one document. */
final class ReplyReader {
    private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XML.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    private final List<MsmlReply> replies = new ArrayList<>();
    private final List<String> dialogs = new ArrayList<>();
    private Optional<Integer> response = Optional.empty();
    private String description = "";
    private String eventName = "";
    private String eventId = "";
    private String valueName = "";
    private SequencedMap<String, String> values = new LinkedHashMap<>();

    private ReplyReader() {}

    /** Everything in the document; throws {@link IllegalArgumentException} for what is no MSML. */
    static List<MsmlReply> read(byte[] document) {
        return new ReplyReader().parse(document);
    }

    private List<MsmlReply> parse(byte[] document) {
        try {
            XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(document));
            try {
                while (reader.hasNext()) {
                    step(reader, reader.next());
                }
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | NumberFormatException e) {
            throw new IllegalArgumentException("the server's MSML cannot be read: " + e.getMessage(), e);
        }
        response.ifPresent(code -> replies.addFirst(new MsmlReply.Result(code, description, List.copyOf(dialogs))));
        return replies;
    }

    private void step(XMLStreamReader reader, int type) throws XMLStreamException {
        if (type == XMLStreamConstants.START_ELEMENT) {
            start(reader);
        } else if (type == XMLStreamConstants.END_ELEMENT
                && reader.getLocalName().equals("event")) {
            replies.add(new MsmlReply.Event(
                    eventName, eventId, Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values))));
        }
    }

    private void start(XMLStreamReader reader) throws XMLStreamException {
        switch (reader.getLocalName()) {
            case "result" -> response = Optional.of(Integer.parseInt(attribute(reader, "response")));
            case "event" -> {
                eventName = attribute(reader, "name");
                eventId = attribute(reader, "id");
                values = new LinkedHashMap<>();
            }
            case "description" -> description = reader.getElementText().strip();
            case "dialogid" -> dialogs.add(reader.getElementText().strip());
            case "name" -> valueName = reader.getElementText().strip();
            case "value" -> values.put(valueName, reader.getElementText().strip());
            default -> {
                // Other elements of a reply say nothing that we use.
            }
        }
    }

    private static String attribute(XMLStreamReader reader, String name) {
        String value = reader.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
