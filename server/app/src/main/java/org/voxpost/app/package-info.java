/**
 * Main, configuration, wiring and the command line.
 */
@NullMarked
package org.voxpost.app;

import org.jspecify.annotations.NullMarked;
