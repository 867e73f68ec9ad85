package org.voxpost.msml;

import java.nio.charset.StandardCharsets;

/** {@code <result>} on the wire (RFC 5707 §7.3). */
final class ResultWriter {
    private final DocumentForm form;

    ResultWriter(DocumentForm form) {
        this.form = form;
    }

    byte[] write(MsmlResult result) {
        var xml = new XmlLines();
        xml.line(1);
        xml.start("result");
        result.mark().ifPresent(mark -> xml.attribute("mark", mark));
        xml.attribute("response", Integer.toString(result.code().code()));
        result.description().ifPresent(description -> {
            xml.line(2);
            xml.leaf("description", description);
        });
        switch (form) {
            case XMS -> {
                if (result.description().isPresent()) {
                    xml.line(1);
                }
                xml.end();
                ids(xml, 1, result);
            }
            case RFC -> {
                ids(xml, 2, result);
                if (result.description().isPresent() || hasIds(result)) {
                    xml.line(1);
                }
                xml.end();
            }
        }
        return xml.finish().getBytes(StandardCharsets.UTF_8);
    }

    private static void ids(XmlLines xml, int tabs, MsmlResult result) {
        result.dialogIds().forEach(id -> {
            xml.line(tabs);
            xml.leaf("dialogid", id.toString());
        });
        result.confIds().forEach(id -> {
            xml.line(tabs);
            xml.leaf("confid", id.toString());
        });
    }

    private static boolean hasIds(MsmlResult result) {
        return !result.dialogIds().isEmpty() || !result.confIds().isEmpty();
    }
}
