package org.voxpost.msml.dialog;

import java.util.Optional;

/**
 * {@code xmsrp://?offerer=…;answerer=…;file=…}: an MSRP session that we are to set up, and the name of the file in it.
 *
 * @param offerer SIP URI for From, with its scheme
 * @param answerer SIP URI for To and Request-URI, with its scheme
 * @param file name or path to announce to the peer, decoded; blanks possible, control characters not
 */
public record XmsrpUri(String offerer, String answerer, Optional<String> file) implements Destination {
    /**
     * @throws IllegalArgumentException with what is missing or wrong, in words for the client
     */
    public static XmsrpUri parse(String text) {
        throw new IllegalArgumentException(text);
    }
}
