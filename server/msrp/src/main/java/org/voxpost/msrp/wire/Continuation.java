package org.voxpost.msrp.wire;

/** The continuation flag of an end-line (RFC 4975 §7.1). As an item it ends the frame. */
public enum Continuation implements Item {
    /** The chunk holds the end of the message. */
    COMPLETE('$'),
    /** More chunks follow. */
    MORE('+'),
    /** The sender gives the message up. */
    ABORTED('#');

    private final byte flag;
    private final String line;

    Continuation(char flag) {
        this.flag = (byte) flag;
        this.line = flag + "\r\n";
    }

    byte flag() {
        return flag;
    }

    /** The end of an end-line. */
    String line() {
        return line;
    }

    static boolean isFlag(byte octet) {
        return octet == '$' || octet == '+' || octet == '#';
    }

    /** The continuation of an octet for which {@link #isFlag} holds. */
    static Continuation of(byte flag) {
        return flag == '$' ? COMPLETE : flag == '+' ? MORE : ABORTED;
    }
}
