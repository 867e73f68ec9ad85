package org.voxpost.msrp.wire;

import io.netty.buffer.ByteBuf;

/**
 * Some octets of a body, in order.
 *
 * @param octets never empty; whoever takes this item releases them
 */
public record BodyPart(ByteBuf octets) implements Item {}
