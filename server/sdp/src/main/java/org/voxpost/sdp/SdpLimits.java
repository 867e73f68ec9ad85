package org.voxpost.sdp;

/**
 * What a body may hold before it is refused. Defaults are far above anything seen from an honest peer.
 *
 * @param bodyOctets the whole body, in octets
 * @param lineOctets one line without its end, in octets
 * @param mediaCount m-lines in one description
 * @param attributesPerSection attributes of the session, or of one m-line
 */
public record SdpLimits(int bodyOctets, int lineOctets, int mediaCount, int attributesPerSection) {
    public static final SdpLimits DEFAULT = new SdpLimits(65_536, 8_192, 64, 256);

    public SdpLimits {
        if (bodyOctets < 1 || lineOctets < 1 || mediaCount < 0 || attributesPerSection < 0) {
            throw new IllegalArgumentException("SDP limits must not be negative, and sizes at least one octet");
        }
    }
}
