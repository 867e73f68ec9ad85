/**
 * A delivery server: takes calls that offer a file by MSRP (RFC 5547, RFC 4975 §5) and keeps what arrives. It runs on the same SIP and
 * MSRP stacks as the media server, in a process of its own or inside a demo or test.
 */
@NullMarked
package org.voxpost.app.receive;

import org.jspecify.annotations.NullMarked;
