package org.voxpost.engine.dialog;

import org.voxpost.msml.dialog.Capture;
import org.voxpost.msml.dialog.DialogElement;
import org.voxpost.msml.dialog.FileOp;
import org.voxpost.msml.dialog.Group;
import org.voxpost.msml.dialog.Say;
import org.voxpost.msml.dialog.Transfer;

/** Makes what runs out of what the script says. */
interface Activities {

    Activity transfer(Transfer transfer, Scope scope);

    Activity fileOp(FileOp operation, Scope scope);

    Activity capture(Capture capture, Scope scope);

    Activity say(Say say, Scope scope);

    /** Whether an earlier run of the server finished it. */
    boolean done(DialogElement.Executable element);

    default Activity of(DialogElement.Executable element, Scope scope) {
        return switch (element) {
            case Group group -> new GroupActivity(group, scope, this);
            case Transfer transfer -> transfer(transfer, scope);
            case FileOp operation -> fileOp(operation, scope);
            case Capture capture -> capture(capture, scope);
            case Say say -> say(say, scope);
        };
    }
}
