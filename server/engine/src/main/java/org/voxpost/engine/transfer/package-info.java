/**
 * The primitive {@code transfer}: what it means ({@link org.voxpost.engine.transfer.TransferMachine}, without I/O), how
 * one object travels (a {@link org.voxpost.engine.transfer.Courier}), and the names under which its results are told.
 *
 * <p>No public text defines {@code transfer} in full; what is built here is written down in {@code docs/msml.md}.
 */
@NullMarked
package org.voxpost.engine.transfer;

import org.jspecify.annotations.NullMarked;
