/**
 * What the server does.
 */
@NullMarked
package org.voxpost.engine;

import org.jspecify.annotations.NullMarked;
