/**
 * What is kept of captured sessions: facts with sequence numbers, of which every view is made. Written before anybody is told that it was
 * taken (invariants C-I1, C-I2 and C-I4); who reads keeps a place of its own.
 */
@NullMarked
package org.voxpost.engine.capture.store;

import org.jspecify.annotations.NullMarked;
