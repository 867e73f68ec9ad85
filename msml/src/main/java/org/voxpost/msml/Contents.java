package org.voxpost.msml;

/** What may stand between the tags of an element. */
final class Contents {
    private Contents() {}

    /** 405 when there is text between the children. */
    static void refuseText(Element element) throws MsmlException {
        if (!element.text().isBlank()) {
            throw new MsmlException(
                    ResponseCode.INVALID_CONTENT,
                    element.name() + " holds the text \""
                            + Quoted.shortened(element.text().strip()) + "\"");
        }
    }

    /** 405 for text, 401 or 404 for a child. */
    static void refuseAny(Element element) throws MsmlException {
        refuseText(element);
        refuseChildren(element);
    }

    static void refuseChildren(Element element) throws MsmlException {
        if (!element.children().isEmpty()) {
            throw Vocabulary.misplaced(element.children().getFirst(), element.name());
        }
    }

    static MsmlException missing(Element element, String what) {
        return new MsmlException(ResponseCode.MISSING_CONTENT, element.name() + " holds no " + what);
    }
}
