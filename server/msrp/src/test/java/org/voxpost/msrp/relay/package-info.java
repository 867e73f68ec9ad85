@NullMarked
package org.voxpost.msrp.relay;

import org.jspecify.annotations.NullMarked;
