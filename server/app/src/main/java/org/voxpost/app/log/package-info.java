/** How log lines look, and how much of them there is. Covers no RFC. */
@NullMarked
package org.voxpost.app.log;

import org.jspecify.annotations.NullMarked;
