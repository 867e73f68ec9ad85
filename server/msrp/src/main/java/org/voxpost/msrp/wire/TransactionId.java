package org.voxpost.msrp.wire;

/**
 * A transaction id (RFC 4975 §9: ident).
 *
 * @param text 1 to 64 ident characters; the RFC says 4 to 32, see {@link Deviation#IDENT_LENGTH}
 */
public record TransactionId(String text) {

    static final int MAX_LENGTH = 64;

    public TransactionId {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a transaction id has 1 to 64 characters");
        }
        for (int i = 0; i < text.length(); i++) {
            if (!Ascii.isIdent(text.charAt(i))) {
                throw new IllegalArgumentException("a transaction id holds letters, digits and .-+%=");
            }
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
