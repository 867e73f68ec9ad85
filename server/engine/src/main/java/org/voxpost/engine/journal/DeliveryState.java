package org.voxpost.engine.journal;

/** What became of a notice at one sink. */
public enum DeliveryState {
    /** To be tried, for the first time or again. */
    WAITING,
    /** The sink has it. */
    DELIVERED,
    /** Given up; an operator can have it tried again. */
    DEAD
}
