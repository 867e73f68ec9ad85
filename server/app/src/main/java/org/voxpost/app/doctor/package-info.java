/** Looks at a configuration and the machine under it, and says what would go wrong. Covers no RFC. */
@NullMarked
package org.voxpost.app.doctor;

import org.jspecify.annotations.NullMarked;
