package org.voxpost.sdp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** The a=fingerprint attribute (RFC 8122 §5): the hash of a DER certificate. */
public record Fingerprint(Hash hash) {

    /** What we send: SHA-256 over the DER form of our certificate. */
    public static Fingerprint ofCertificate(byte[] der) {
        return ofCertificate("sha-256", der);
    }

    /** @param algorithm a textual name such as {@code sha-384} whose function this machine has */
    public static Fingerprint ofCertificate(String algorithm, byte[] der) {
        try {
            return new Fingerprint(
                    Hash.of(algorithm, MessageDigest.getInstance(algorithm).digest(der)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("no such hash function here", e);
        }
    }

    /** The fingerprints of a media alone; empty when it has none. */
    public static List<Fingerprint> in(MediaDescription media) throws SdpException {
        return read(media.attributes("fingerprint").toList());
    }

    /**
     * The fingerprints of a media, or else of the session, in their order; empty when there are none.
     *
     * @throws SdpException when one of them is no hash, or of the wrong length
     */
    public static List<Fingerprint> of(SessionDescription session, MediaDescription media) throws SdpException {
        List<Attribute> own = media.attributes("fingerprint").toList();
        return read(own.isEmpty() ? session.attributes("fingerprint").toList() : own);
    }

    private static List<Fingerprint> read(List<Attribute> attributes) throws SdpException {
        List<Fingerprint> read = new ArrayList<>();
        for (Attribute attribute : attributes) {
            String[] words = attribute.text().split("[ \t]+", 2);
            read.add(new Fingerprint(Hash.parse(words[0], words.length < 2 ? "" : words[1])));
        }
        return List.copyOf(read);
    }

    public boolean matches(byte[] der) {
        return hash.isOf(der);
    }

    public Attribute attribute() {
        return Attribute.of("fingerprint", hash.algorithm() + " " + hash.hex());
    }
}
