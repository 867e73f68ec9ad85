package org.voxpost.engine.capture;

/** Why a call that was to be captured is not taken. */
public enum CallRefusal {
    /** 503: the server stops. */
    STOPPING,
    /** 503: the disk is full. */
    DISK_FULL,
    /** 503: its beginning could not be written down in time. */
    NOT_WRITTEN,
    /** 503: something else of ours, such as a relay that does not answer. */
    UNAVAILABLE,
    /** 488: it offers no text that can be taken. */
    NO_TEXT,
    /** 400: what it offers cannot be read. */
    UNREADABLE,
    /** 486 or 404: test calls are not taken here. */
    TEST_CALL
}
