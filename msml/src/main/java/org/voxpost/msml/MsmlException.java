package org.voxpost.msml;

/** A document that the peer got wrong. Carries what goes into the result; no stack trace, as nothing of ours is at fault. */
public final class MsmlException extends Exception {
    private final ResponseCode code;
    private final String description;

    public MsmlException(ResponseCode code, String description) {
        super(code.code() + " " + description, null, false, false);
        this.code = code;
        this.description = description;
    }

    public ResponseCode code() {
        return code;
    }

    /** One line for {@code <description>}; free of control characters. */
    public String description() {
        return description;
    }
}
