/**
 * SIP calls (RFC 3261) in our own words.
 */
@NullMarked
package org.voxpost.sip;

import org.jspecify.annotations.NullMarked;
