/** Tests of parts of the endpoint that have a rule of their own. */
@NullMarked
package org.voxpost.sip.jain;

import org.jspecify.annotations.NullMarked;
