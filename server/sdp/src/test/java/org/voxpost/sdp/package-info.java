@NullMarked
package org.voxpost.sdp;

import org.jspecify.annotations.NullMarked;
