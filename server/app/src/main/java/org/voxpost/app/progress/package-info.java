/** How far a transfer is and how fast it goes: values for the command line and for whatever else shows them. */
@NullMarked
package org.voxpost.app.progress;

import org.jspecify.annotations.NullMarked;
