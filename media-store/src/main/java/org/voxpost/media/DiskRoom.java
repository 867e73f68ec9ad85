package org.voxpost.media;

/** How full the disks are, from good to bad. */
public enum DiskRoom {
    /** Work as usual. */
    NORMAL,
    /** New work is refused; what is in hand goes on. */
    SOFT,
    /** Nothing further is written that can be left out; what is in hand ends cleanly. */
    HARD
}
