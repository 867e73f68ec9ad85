package org.voxpost.engine.dialog;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.voxpost.msml.dialog.Capture;
import org.voxpost.msml.dialog.DialogElement;
import org.voxpost.msml.dialog.FileOp;
import org.voxpost.msml.dialog.Group;
import org.voxpost.msml.dialog.Say;
import org.voxpost.msml.dialog.Script;
import org.voxpost.msml.dialog.Transfer;

/**
 * Numbers what a script has, in document order: its executable elements from 0, groups before their children, and the objects of all
 * its transfers from 1. The same script has the same numbers whenever it is read.
 */
final class ScriptNumbers {

    // By identity: two elements may be written alike.
    private final IdentityHashMap<DialogElement.Executable, Integer> elements = new IdentityHashMap<>();
    private final IdentityHashMap<Transfer, Integer> firstObjects = new IdentityHashMap<>();
    private final List<Transfer> transfers = new ArrayList<>();
    private int objects = 1;

    ScriptNumbers(Script script) {
        for (DialogElement element : script.elements()) {
            if (element instanceof DialogElement.Executable executable) {
                number(executable);
            }
        }
    }

    private void number(DialogElement.Executable element) {
        elements.put(element, elements.size());
        switch (element) {
            case Group group -> group.children().forEach(this::number);
            case Transfer transfer -> {
                firstObjects.put(transfer, objects);
                transfers.add(transfer);
                objects += transfer.objects().size();
            }
            case FileOp _, Capture _, Say _ -> {}
        }
    }

    int element(DialogElement.Executable element) {
        return Objects.requireNonNull(elements.get(element), "an element of another script");
    }

    /** The number of an object among all of the script. */
    int object(Transfer transfer, int object) {
        return Objects.requireNonNull(firstObjects.get(transfer), "a transfer of another script") + object;
    }

    /** Every transfer, in document order. */
    List<Transfer> transfers() {
        return transfers;
    }
}
