package org.voxpost.app.api;

/**
 * Who asks.
 *
 * @param name for the audit record
 * @param mayAct whether more than reading is allowed
 */
public record Client(String name, boolean mayAct) {

    /** A program of this machine, where no tokens are asked for. */
    static final Client LOCAL = new Client("local", true);
}
