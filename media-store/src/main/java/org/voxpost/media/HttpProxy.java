package org.voxpost.media;

/**
 * A proxy for HTTP, by CONNECT for https (RFC 9110 §9.3.6).
 *
 * @param user empty for none; the password is then empty too
 */
public record HttpProxy(String host, int port, String user, String password) {

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
