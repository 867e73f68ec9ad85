package org.voxpost.sip;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * What must be known of a call that came in to go on with it in another process, once it is established.
 *
 * @param invite the INVITE as it came, without its body; read only
 * @param localTag our tag
 * @param since when the INVITE came, by the wall clock
 */
public record SavedCall(ByteBuffer invite, String localTag, Instant since) {}
