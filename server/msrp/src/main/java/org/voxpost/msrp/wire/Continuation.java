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

    Continuation(char flag) {
        this.flag = (byte) flag;
    }

    byte flag() {
        return flag;
    }

    static boolean isFlag(byte octet) {
        return octet == '$' || octet == '+' || octet == '#';
    }

    /** The continuation of an octet for which {@link #isFlag} holds. */
    static Continuation of(byte flag) {
        return flag == '$' ? COMPLETE : flag == '+' ? MORE : ABORTED;
    }
}
