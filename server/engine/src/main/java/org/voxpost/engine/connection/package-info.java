/** Which part of the server a call is for: control by an application server (RFC 5707), or the capture of text (RFC 6443 §8). */
@NullMarked
package org.voxpost.engine.connection;

import org.jspecify.annotations.NullMarked;
