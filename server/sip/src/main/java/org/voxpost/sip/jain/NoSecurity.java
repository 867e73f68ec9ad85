package org.voxpost.sip.jain;

import gov.nist.core.net.SecurityManagerProvider;
import java.util.Properties;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/** No keys and no trust: saves the stack the reading of key stores at the start. Made by the stack, by name. */
public final class NoSecurity implements SecurityManagerProvider {

    @Override
    public void init(Properties properties) {}

    @Override
    public KeyManager[] getKeyManagers(boolean client) {
        return new KeyManager[0];
    }

    @Override
    public TrustManager[] getTrustManagers(boolean client) {
        return new TrustManager[0];
    }
}
