@NullMarked
package org.voxpost.testkit;

import org.jspecify.annotations.NullMarked;
