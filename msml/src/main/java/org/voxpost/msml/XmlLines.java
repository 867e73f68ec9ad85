package org.voxpost.msml;

import com.ctc.wstx.api.WstxOutputProperties;
import com.fasterxml.jackson.dataformat.xml.XmlFactory;
import com.fasterxml.jackson.dataformat.xml.ser.ToXmlGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import javax.xml.namespace.QName;

/**
 * Writes one {@code <msml>} document: Jackson makes the mark-up and escapes, we place the line ends (CRLF) and tabs, which clients
 * rely on to the byte. There is no line end behind {@code </msml>}.
 */
final class XmlLines {
    private static final XmlFactory FACTORY = factory();

    private final StringWriter text = new StringWriter();
    private final ToXmlGenerator xml;

    XmlLines() {
        try {
            xml = FACTORY.createGenerator(text);
            xml.setNextName(new QName("msml"));
            xml.initGenerator();
            xml.writeRaw("\r\n");
            xml.writeStartObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        attribute("version", MsmlReader.VERSION);
    }

    /** Ends the line and indents the next one. */
    void line(int tabs) {
        raw("\r\n" + "\t".repeat(tabs));
    }

    /** White space, as no other text goes out unescaped. */
    void raw(String whiteSpace) {
        write(() -> xml.writeRaw(whiteSpace));
    }

    void start(String element) {
        write(() -> {
            xml.writeFieldName(element);
            xml.writeStartObject();
        });
    }

    /** Only directly behind {@link #start} or another attribute. */
    void attribute(String name, String value) {
        write(() -> {
            xml.setNextIsAttribute(true);
            xml.writeStringField(name, XmlCharacters.replaceIllegal(value));
            xml.setNextIsAttribute(false);
        });
    }

    void leaf(String element, String content) {
        write(() -> xml.writeStringField(element, XmlCharacters.replaceIllegal(content)));
    }

    void end() {
        write(xml::writeEndObject);
    }

    String finish() {
        line(0);
        end();
        write(xml::close);
        return text.toString();
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void write(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static XmlFactory factory() {
        var factory = XmlFactory.builder()
                .enable(ToXmlGenerator.Feature.WRITE_XML_DECLARATION)
                .build();
        var woodstox = factory.getXMLOutputFactory();
        woodstox.setProperty(WstxOutputProperties.P_USE_DOUBLE_QUOTES_IN_XML_DECL, true);
        woodstox.setProperty(WstxOutputProperties.P_ADD_SPACE_AFTER_EMPTY_ELEM, false);
        return factory;
    }
}
