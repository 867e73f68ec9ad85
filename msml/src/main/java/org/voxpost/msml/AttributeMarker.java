package org.voxpost.msml;

import javax.xml.XMLConstants;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.util.StreamReader2Delegate;

/** Puts {@link #MARK} before the names of attributes, as Jackson's tokens do not tell attributes from child elements. */
final class AttributeMarker extends StreamReader2Delegate {
    /** No name of an element can start with it. */
    static final String MARK = "@";

    AttributeMarker(XMLStreamReader2 reader) {
        super(reader);
    }

    @Override
    public String getAttributeLocalName(int index) {
        String name = super.getAttributeLocalName(index);
        String namespace = super.getAttributeNamespace(index);
        if (namespace == null || namespace.isEmpty()) {
            return MARK + name;
        }
        return MARK + (namespace.equals(XMLConstants.XML_NS_URI) ? "xml:" : "{" + namespace + "}") + name;
    }
}
