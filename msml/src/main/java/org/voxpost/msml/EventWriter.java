package org.voxpost.msml;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/** {@code <event>} on the wire (RFC 5707 §7.4). */
final class EventWriter {
    private final DocumentForm form;

    EventWriter(DocumentForm form) {
        this.form = form;
    }

    byte[] write(MsmlEvent event) {
        var xml = new XmlLines();
        xml.line(1);
        xml.start("event");
        // XMS clients search for the text event name=", so name stays the first attribute.
        xml.attribute("name", event.name());
        xml.attribute("id", event.id().toString());
        for (MsmlEvent.Pair pair : pairs(event)) {
            xml.line(2);
            xml.leaf("name", pair.name());
            if (form == DocumentForm.XMS && event.isFailure()) {
                xml.raw(" ");
            }
            xml.leaf("value", pair.value());
        }
        if (!event.pairs().isEmpty() || isOfConference(event)) {
            xml.line(form == DocumentForm.XMS && !event.isFailure() ? 0 : 1);
        }
        xml.end();
        String text = xml.finish();
        return (breaksBeforeId(event) ? breakBeforeId(text) : text).getBytes(StandardCharsets.UTF_8);
    }

    private List<MsmlEvent.Pair> pairs(MsmlEvent event) {
        return form == DocumentForm.RFC || event.isFailure()
                ? event.pairs()
                : event.pairs().stream()
                        .sorted(Comparator.comparing(MsmlEvent.Pair::name))
                        .toList();
    }

    /** XMS keeps the events of conferences on one line, with an end tag even when empty. */
    private boolean isOfConference(MsmlEvent event) {
        return form == DocumentForm.XMS && event.id() instanceof ObjectId.Conference;
    }

    private boolean breaksBeforeId(MsmlEvent event) {
        return form == DocumentForm.XMS && !isOfConference(event);
    }

    /** No XML writer breaks the line inside a tag. A quote inside a value is escaped, so the first match is the real one. */
    private static String breakBeforeId(String text) {
        int at = text.indexOf("\" id=\"", text.indexOf("<event ")) + 1;
        return text.substring(0, at) + "\r\n\t\t" + text.substring(at + 1);
    }
}
