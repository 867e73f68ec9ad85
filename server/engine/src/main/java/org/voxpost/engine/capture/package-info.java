/**
 * Text that callers send is kept and shown: emergency calls by SIP and MSRP (NENA-STA-010.3 §3, RFC 6443 §8, RFC 4975). A session is one
 * call; everything that happens to it is a fact in {@link org.voxpost.engine.capture.store.CaptureStore}, written before anybody is told
 * that it was taken.
 */
@NullMarked
package org.voxpost.engine.capture;

import org.jspecify.annotations.NullMarked;
