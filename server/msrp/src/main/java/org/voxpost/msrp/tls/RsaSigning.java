package org.voxpost.msrp.tls;

import io.netty.handler.ssl.OpenSslPrivateKeyMethod;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.net.ssl.SSLEngine;

/**
 * Signs handshakes of BoringSSL with an RSA key by the JDK. BoringSSL itself would sign within the handshake and so on the event loop, for
 * a millisecond or several, by the length of the key; what is asked of this class is a task of the handler's executor.
 */
final class RsaSigning implements OpenSslPrivateKeyMethod {

    private final PrivateKey key;

    RsaSigning(PrivateKey key) {
        this.key = key;
    }

    /** Whether this is what signs with the key; other kinds take no time that matters. */
    static boolean suits(PrivateKey key) {
        return key.getAlgorithm().equals("RSA");
    }

    /** @param scheme a SignatureScheme of RFC 8446 §4.2.3 */
    @Override
    public byte[] sign(SSLEngine engine, int scheme, byte[] input) throws GeneralSecurityException {
        Signature signature = signature(scheme);
        signature.initSign(key);
        signature.update(input);
        return signature.sign();
    }

    private static Signature signature(int scheme) throws GeneralSecurityException {
        return switch (scheme) {
            case 0x0401 -> Signature.getInstance("SHA256withRSA");
            case 0x0501 -> Signature.getInstance("SHA384withRSA");
            case 0x0601 -> Signature.getInstance("SHA512withRSA");
            case 0x0804 -> pss("SHA-256", MGF1ParameterSpec.SHA256, 32);
            case 0x0805 -> pss("SHA-384", MGF1ParameterSpec.SHA384, 48);
            case 0x0806 -> pss("SHA-512", MGF1ParameterSpec.SHA512, 64);
            default -> throw new InvalidKeyException("no RSA signature of TLS has the number " + scheme);
        };
    }

    private static Signature pss(String hash, MGF1ParameterSpec mask, int salt) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec(hash, "MGF1", mask, salt, 1));
        return signature;
    }

    /** For key exchange by RSA, which no profile of ours has. */
    @Override
    public byte[] decrypt(SSLEngine engine, byte[] input) throws InvalidKeyException {
        throw new InvalidKeyException("RSA is for signatures only");
    }
}
