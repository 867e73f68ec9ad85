package org.voxpost.msml;

import javax.xml.XMLConstants;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.util.StreamReader2Delegate;
import org.voxpost.msml.dialog.TextNames;

/**
 * Puts {@link #MARK} before the names of attributes, as Jackson's tokens do not tell attributes from child elements, and {@link #TEXT}
 * before those of our own elements, whatever their prefix.
 */
final class NameMarker extends StreamReader2Delegate {
    /** No name of an element can start with it. */
    static final String MARK = "@";

    /** No name without its prefix can hold a colon. */
    static final String TEXT = "text:";

    NameMarker(XMLStreamReader2 reader) {
        super(reader);
    }

    @Override
    public String getLocalName() {
        String name = super.getLocalName();
        return TextNames.NAMESPACE.equals(super.getNamespaceURI()) ? TEXT + name : name;
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
