/**
 * MSML dialogs that run (RFC 5707 §9): elements in order, groups, events between primitives, shadow variables, and the
 * events that go to the application server.
 */
@NullMarked
package org.voxpost.engine.dialog;

import org.jspecify.annotations.NullMarked;
