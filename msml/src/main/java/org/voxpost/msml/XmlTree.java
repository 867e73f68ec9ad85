package org.voxpost.msml;

import com.ctc.wstx.api.WstxInputProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.xml.XmlFactory;
import com.fasterxml.jackson.dataformat.xml.deser.FromXmlParser;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;

/** Bytes to a tree of {@link Element}, within limits, without DOCTYPE and without looking anywhere else. */
final class XmlTree {
    private final MsmlLimits limits;
    private final XmlFactory factory;

    XmlTree(MsmlLimits limits) {
        this.limits = limits;
        this.factory = factory(limits);
    }

    /**
     * The root element.
     *
     * @param isRoot which names the root may have, the first of them being {@code expected}
     * @throws MsmlException 400 with line and column
     */
    Element read(byte[] body, Predicate<String> isRoot, String expected) throws MsmlException {
        if (body.length > limits.maxBytes()) {
            throw malformed(1, 1, "the body has " + body.length + " bytes, the limit maxBytes is " + limits.maxBytes());
        }
        String text = XmlEncoding.decode(body);
        try {
            var reader = new NameMarker(
                    (XMLStreamReader2) factory.getXMLInputFactory().createXMLStreamReader(new StringReader(text)));
            skipProlog(reader);
            String root = reader.getLocalName();
            if (!isRoot.test(root)) {
                throw malformed(reader.getLocation(), "the root is " + root + ", not " + expected);
            }
            var parser = factory.createParser(reader);
            parser.nextToken();
            Element element = element(root, parser);
            skipEpilog(reader);
            return element;
        } catch (XMLStreamException e) {
            throw malformed(e);
        } catch (JsonProcessingException e) {
            throw e.getCause() instanceof XMLStreamException cause
                    ? malformed(cause)
                    : malformed(e.getLocation().getLineNr(), e.getLocation().getColumnNr(), e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be read", e);
        }
    }

    private static void skipProlog(XMLStreamReader reader) throws XMLStreamException, MsmlException {
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
            if (reader.getEventType() == XMLStreamConstants.DTD) {
                throw malformed(reader.getLocation(), "a DOCTYPE is not allowed");
            }
        }
    }

    private static void skipEpilog(XMLStreamReader reader) throws XMLStreamException {
        while (reader.hasNext()) {
            reader.next();
        }
    }

    /** Depth is limited by the parser, so recursion is. */
    private static Element element(String name, FromXmlParser parser) throws IOException {
        Map<String, String> attributes = new LinkedHashMap<>();
        List<Element> children = new ArrayList<>();
        var text = new StringBuilder();
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.isEmpty()) {
                    text.append(parser.getText());
                } else if (field.startsWith(NameMarker.MARK)) {
                    attributes.put(field.substring(NameMarker.MARK.length()), parser.getText());
                } else {
                    children.add(element(field, parser));
                }
            }
        } else if (parser.currentToken() == JsonToken.VALUE_STRING) {
            text.append(parser.getText());
        }
        return new Element(name, attributes, children, text.toString());
    }

    private static MsmlException malformed(XMLStreamException e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        String what = message.lines().findFirst().orElse("not well-formed");
        return e.getLocation() == null ? malformed(1, 1, what) : malformed(e.getLocation(), what);
    }

    private static MsmlException malformed(Location at, String what) {
        return malformed(at.getLineNumber(), at.getColumnNumber(), what);
    }

    static MsmlException malformed(int line, int column, String what) {
        return new MsmlException(
                ResponseCode.BAD_REQUEST,
                "line " + line + ", column " + Math.max(column, 1) + ": " + Quoted.shortened(what));
    }

    private static XmlFactory factory(MsmlLimits limits) {
        var factory = XmlFactory.builder()
                .disable(FromXmlParser.Feature.PROCESS_XSI_NIL)
                .disable(FromXmlParser.Feature.AUTO_DETECT_XSI_TYPE)
                .disable(FromXmlParser.Feature.EMPTY_ELEMENT_AS_NULL)
                .build();
        var woodstox = factory.getXMLInputFactory();
        woodstox.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        woodstox.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        woodstox.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        woodstox.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, limits.maxDepth());
        woodstox.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, (long) limits.maxElements());
        woodstox.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, limits.maxAttributes());
        woodstox.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, limits.maxAttributeLength());
        return factory;
    }
}
