/**
 * The MSRP stream of a call, in every offer and answer from the first to the last (RFC 3264, RFC 4975 §8, RFC 5547 §8, RFC 6714
 * §4.2). What the messages of the session are for is its owner's.
 */
@NullMarked
package org.voxpost.engine.stream;

import org.jspecify.annotations.NullMarked;
