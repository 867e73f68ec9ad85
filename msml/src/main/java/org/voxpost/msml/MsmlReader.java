package org.voxpost.msml;

import java.util.List;
import java.util.Optional;
import org.voxpost.msml.dialog.Script;

/** Reads documents of clients, none of which is trusted. Holds no state: one instance serves all threads. */
public final class MsmlReader {
    static final String VERSION = "1.1";

    private final XmlTree tree;

    public MsmlReader(MsmlLimits limits) {
        this.tree = new XmlTree(limits);
    }

    /**
     * Reads the body of a request. What is wrong inside one request makes that request {@link Refused}; those
     * behind it are read all the same, as a document is validated before any of it runs (RFC 5707 §5).
     *
     * @throws MsmlException 400 with line and column: not well-formed, a DOCTYPE, a root other than {@code <msml>}, beyond a limit
     */
    public MsmlDocument read(byte[] body) throws MsmlException {
        Element root = tree.read(body, "msml"::equals, "msml");
        return new MsmlDocument(
                root.attributes().getOrDefault("version", VERSION), requests(root), DeviationFinder.in(root));
    }

    private static List<Request> requests(Element root) {
        try {
            Contents.refuseText(root);
        } catch (MsmlException e) {
            return List.of(new Refused(e.code(), e.description(), Optional.empty()));
        }
        return root.children().stream().map(RequestReader::request).toList();
    }

    /**
     * Reads the document that {@code dialogstart src} led to: {@code <moml>} (RFC 5707 §9.7.6), a {@code <msml>} with one inline
     * {@code <dialogstart>} or with the dialog's elements themselves, or such an element alone.
     *
     * @throws MsmlException 424 for what {@link #read} answers with 400; 425 for a script that cannot run, its own code in the text
     */
    public Script readScript(byte[] body) throws MsmlException {
        Element root = foreignTree(body);
        try {
            return ScriptReader.document(root);
        } catch (MsmlException e) {
            throw new MsmlException(
                    ResponseCode.FOREIGN_SEMANTIC_ERROR, e.code().code() + " " + e.description());
        }
    }

    private Element foreignTree(byte[] body) throws MsmlException {
        try {
            return tree.read(body, ScriptReader::isRoot, "moml");
        } catch (MsmlException e) {
            throw new MsmlException(ResponseCode.FOREIGN_SYNTAX_ERROR, e.description());
        }
    }
}
