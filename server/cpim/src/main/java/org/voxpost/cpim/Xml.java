package org.voxpost.cpim;

import com.ctc.wstx.api.InvalidCharHandler;
import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.api.WstxOutputProperties;
import com.fasterxml.jackson.dataformat.xml.XmlFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.codehaus.stax2.XMLInputFactory2;

/** Small documents of XML: read within limits, without DOCTYPE and without looking anywhere else; written in UTF-8. */
final class Xml {
    static final int LARGEST = 64 * 1024;

    private static final int DEEPEST = 16;
    private static final long MOST_ELEMENTS = 256;
    private static final int MOST_ATTRIBUTES = 32;
    private static final int LONGEST_ATTRIBUTE = 2048;

    private static final XMLInputFactory INPUT = input();
    private static final XMLOutputFactory OUTPUT = output();

    private Xml() {}

    /**
     * An element; its attributes are not kept.
     *
     * @param text of it alone, without that of its children, blanks around it stripped
     */
    record Element(String namespace, String name, List<Element> children, String text) {

        Optional<Element> child(String name) {
            return children.stream()
                    .filter(child -> child.namespace.equals(namespace) && child.name.equals(name))
                    .findFirst();
        }

        /** The text of a child; empty for none and for an empty one. */
        Optional<String> text(String child) {
            return child(child).map(Element::text).filter(text -> !text.isEmpty());
        }
    }

    /**
     * The root element.
     *
     * @param what the document is called in the sentence of the exception
     */
    static Element read(byte[] octets, String namespace, String root, String what) throws CpimException {
        if (octets.length > LARGEST) {
            throw new CpimException("A document " + what + " is larger than " + LARGEST + " octets.");
        }
        try {
            XMLStreamReader reader = INPUT.createXMLStreamReader(new ByteArrayInputStream(octets));
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                if (reader.getEventType() == XMLStreamConstants.DTD) {
                    throw new CpimException("A document " + what + " has a DOCTYPE, which is not allowed.");
                }
            }
            Element element = element(reader);
            while (reader.hasNext()) {
                reader.next();
            }
            if (!element.namespace().equals(namespace) || !element.name().equals(root)) {
                throw new CpimException("A document " + what + " has another root.");
            }
            return element;
        } catch (XMLStreamException | RuntimeException malformed) {
            throw new CpimException("A document " + what + " is no well-formed XML within the limits.");
        }
    }

    /** Depth is limited by the parser, so recursion is. */
    private static Element element(XMLStreamReader reader) throws XMLStreamException {
        String namespace = reader.getNamespaceURI() == null ? "" : reader.getNamespaceURI();
        String name = reader.getLocalName();
        List<Element> children = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int event = reader.next();
        while (event != XMLStreamConstants.END_ELEMENT) {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> children.add(element(reader));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(reader.getText());
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XMLStreamException("an entity that is not declared");
                default -> {
                    // Comments and instructions say nothing.
                }
            }
            event = reader.next();
        }
        return new Element(
                namespace, name, List.copyOf(children), text.toString().strip());
    }

    /** Writes one document. */
    interface Content {
        void write(XMLStreamWriter writer) throws XMLStreamException;
    }

    /** What XML cannot have in it, as most controls, becomes U+FFFD. */
    static byte[] write(String namespace, String root, Content content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try {
            XMLStreamWriter writer = OUTPUT.createXMLStreamWriter(out, "UTF-8");
            writer.writeStartDocument("UTF-8", "1.0");
            writer.writeStartElement(root);
            writer.writeDefaultNamespace(namespace);
            content.write(writer);
            writer.writeEndElement();
            writer.writeEndDocument();
            writer.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return out.toByteArray();
    }

    static void element(XMLStreamWriter writer, String name, String text) throws XMLStreamException {
        writer.writeStartElement(name);
        writer.writeCharacters(text);
        writer.writeEndElement();
    }

    private static XMLInputFactory input() {
        XMLInputFactory factory = new XmlFactory().getXMLInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEEPEST);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, MOST_ELEMENTS);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MOST_ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, LONGEST_ATTRIBUTE);
        return factory;
    }

    private static XMLOutputFactory output() {
        XMLOutputFactory factory = new XmlFactory().getXMLOutputFactory();
        factory.setProperty(XMLOutputFactory.IS_REPAIRING_NAMESPACES, false);
        factory.setProperty(
                WstxOutputProperties.P_OUTPUT_INVALID_CHAR_HANDLER, new InvalidCharHandler.ReplacingHandler('\uFFFD'));
        return factory;
    }
}
