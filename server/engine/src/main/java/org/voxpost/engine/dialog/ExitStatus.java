package org.voxpost.engine.dialog;

/**
 * What {@code msml.dialog.exit} says of a failure. Clients of PowerMedia XMS recognise a failed dialog by a status of 4xx, so
 * the codes of other classes are told as the nearest 4xx; {@code transfer.status} has the code itself.
 */
final class ExitStatus {

    private ExitStatus() {}

    static int of(int status) {
        if (status >= 400 && status < 500) {
            return status;
        }
        return status >= 600 ? 403 : 480;
    }

    /** In the form of PowerMedia XMS: {@code [primitive]: number text: error}. */
    static String description(String primitive, int status, String reason) {
        return "[" + primitive + "]: " + status + " " + reason + ": error";
    }
}
