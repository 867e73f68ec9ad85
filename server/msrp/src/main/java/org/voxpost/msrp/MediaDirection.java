package org.voxpost.msrp;

/** The direction attribute of our description (RFC 4975 §8.9). */
public enum MediaDirection {
    SENDRECV,
    SENDONLY,
    RECVONLY;

    /** The attribute name in a session description. */
    public String attribute() {
        return switch (this) {
            case SENDRECV -> "sendrecv";
            case SENDONLY -> "sendonly";
            case RECVONLY -> "recvonly";
        };
    }
}
