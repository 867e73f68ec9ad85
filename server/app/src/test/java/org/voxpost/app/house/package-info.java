/** Tests of the house itself: directions between packages, marks of null safety, the format of sources. No RFC. */
@NullMarked
package org.voxpost.app.house;

import org.jspecify.annotations.NullMarked;
