/** The engine with real sockets and files, against peers that do as they are told. */
@NullMarked
package org.voxpost.engine;

import org.jspecify.annotations.NullMarked;
