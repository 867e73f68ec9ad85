/**
 * The language MSML: documents in, results and events out. No sockets, no threads.
 *
 * <p>Covers RFC 5707 §5 (one result, the first failure stops the document), §6.2 (identifiers), §7 (core package), §9.3
 * (event names), §9.6.1 and §9.6.2 ({@code dialogstart}, {@code dialogend}) and §11 (response codes). What runs inside a
 * dialog is in {@link org.voxpost.msml.dialog}.
 */
@NullMarked
package org.voxpost.msml;

import org.jspecify.annotations.NullMarked;
