@NullMarked
package org.voxpost.cpim;

import org.jspecify.annotations.NullMarked;
