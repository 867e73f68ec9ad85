package org.voxpost.msrp.tls;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;

/** A peer that is not the one expected. Its cause makes the JDK tell the peer {@code bad_certificate} (RFC 8122 §6.2). */
final class UntrustedPeerException extends CertificateException {

    UntrustedPeerException(String why) {
        super(why, new CertPathValidatorException(why, null, null, -1, BasicReason.INVALID_SIGNATURE));
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
