package org.voxpost.msml.dialog;

/** What may stand directly in a dialog. */
public sealed interface DialogElement permits DialogElement.Executable, SendEvent, Ending {
    /** What takes time: a primitive or a group of them. */
    sealed interface Executable extends DialogElement permits Group, Transfer, FileOp, Capture, Say {}
}
