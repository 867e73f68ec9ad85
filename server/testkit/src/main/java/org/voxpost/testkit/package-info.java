/**
 * Scripted peers, fault proxy and virtual time for tests.
 */
@NullMarked
package org.voxpost.testkit;

import org.jspecify.annotations.NullMarked;
