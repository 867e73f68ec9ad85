package org.voxpost.sip;

/** Who is called or calls: a SIP URI, or a name of another kind that stands in its place (RFC 5031, RFC 3966). */
public sealed interface CallUri permits SipUri, OtherUri {

    /**
     * Reads what {@link #toString} gives, and whatever {@link SipUri#parse} reads.
     *
     * @throws SipSyntaxException when it is neither a SIP URI nor one that {@link OtherUri} takes
     */
    static CallUri parse(String text) {
        return OtherUri.isOne(text) ? new OtherUri(text) : SipUri.parse(text);
    }

    /** As it stands in a SIP message, without angle brackets. */
    @Override
    String toString();
}
