/**
 * What an MSML dialog does, as values: the primitives, groups and events of RFC 5707 §9.6 and §9.8, and the {@code transfer} module
 * that PowerMedia XMS adds to them.
 */
@NullMarked
package org.voxpost.msml.dialog;

import org.jspecify.annotations.NullMarked;
