package org.voxpost.cpim;

/**
 * A MIME header of the content of a message (RFC 3862 §2.4).
 *
 * @param value without folds
 */
public record ContentHeader(String name, String value) {

    /** @throws IllegalArgumentException when the name is none or the value has a control in it, as a line end */
    public ContentHeader {
        if (!CpimHeader.isName(name)) {
            throw new IllegalArgumentException("not a name of a content header");
        }
        if (Escapes.hasControl(value)) {
            throw new IllegalArgumentException("the value of " + name + " has a control in it");
        }
    }

    String line() {
        return name + ": " + value;
    }
}
