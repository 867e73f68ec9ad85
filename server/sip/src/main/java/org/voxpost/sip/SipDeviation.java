package org.voxpost.sip;

/** What peers do against the standard and we put up with. Counted in {@link SipStatistics}. */
public enum SipDeviation {
    /** RFC 3261 §8.1.1.7: one Via branch for requests of several calls. */
    BRANCH_REUSED,
    /** RFC 3261 §8.1.1.7: a Via branch without the magic cookie, or no branch. */
    BRANCH_WITHOUT_COOKIE,
    /** RFC 3261 §8.1.1.6: no Max-Forwards. */
    NO_MAX_FORWARDS,
    /** RFC 3261 §8.1.1.8, §12.1.1: an INVITE or its 200 without Contact; requests go to where it came from. */
    NO_CONTACT,
    /** RFC 4028 §7.1: refreshes although the client did not offer {@code timer}. */
    REFRESH_WITHOUT_TIMER
}
