@NullMarked
package org.voxpost.sip;

import org.jspecify.annotations.NullMarked;
