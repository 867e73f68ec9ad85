package org.voxpost.msml;

/**
 * What a document may cost us. All are inclusive; a document beyond one is refused with 400 and the limit's name.
 *
 * @param maxBytes size of the body
 * @param maxDepth levels of nesting, the root being 1
 * @param maxElements elements in the document
 * @param maxAttributes attributes of one element
 * @param maxAttributeLength characters of one attribute value
 */
public record MsmlLimits(int maxBytes, int maxDepth, int maxElements, int maxAttributes, int maxAttributeLength) {
    public static final MsmlLimits DEFAULTS = new MsmlLimits(262_144, 32, 4_096, 64, 8_192);

    public MsmlLimits {
        requireWithin("maxBytes", maxBytes, 64, 16_777_216);
        requireWithin("maxDepth", maxDepth, 4, 256);
        requireWithin("maxElements", maxElements, 4, 1_000_000);
        requireWithin("maxAttributes", maxAttributes, 8, 1_000);
        requireWithin("maxAttributeLength", maxAttributeLength, 64, 1_048_576);
    }

    private static void requireWithin(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", not " + value);
        }
    }
}
