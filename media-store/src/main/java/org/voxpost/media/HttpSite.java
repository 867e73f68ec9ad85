package org.voxpost.media;

import java.util.Optional;

/**
 * What differs for some HTTP servers.
 *
 * @param match the servers: a name, {@code *.name}, or an address or network that the URI names itself
 * @param login how we show who we are; goes to these servers only, and never follows a redirect elsewhere
 * @param write how destinations there are written
 * @param deleteAllowed whether DELETE is sent to them, also where it is not to others
 * @param tls empty for the trust store of Java and no certificate of ours
 * @param proxy that requests go through; the names of targets are then resolved by the proxy, and only rules that allow a name, or the
 *     address in the URI, let them through
 */
public record HttpSite(
        AllowedTarget match,
        HttpLogin login,
        HttpWrite write,
        boolean deleteAllowed,
        Optional<HttpTls> tls,
        Optional<HttpProxy> proxy) {

    /** Nothing differs yet. */
    public static HttpSite of(AllowedTarget match) {
        return new HttpSite(
                match, new HttpLogin.Nobody(), HttpWrite.NOTHING, false, Optional.empty(), Optional.empty());
    }

    public HttpSite withLogin(HttpLogin as) {
        return new HttpSite(match, as, write, deleteAllowed, tls, proxy);
    }

    public HttpSite withWrite(HttpWrite how) {
        return new HttpSite(match, login, how, deleteAllowed, tls, proxy);
    }

    public HttpSite withDeletion(boolean allowed) {
        return new HttpSite(match, login, write, allowed, tls, proxy);
    }

    public HttpSite withTls(HttpTls as) {
        return new HttpSite(match, login, write, deleteAllowed, Optional.of(as), proxy);
    }

    public HttpSite withProxy(HttpProxy through) {
        return new HttpSite(match, login, write, deleteAllowed, tls, Optional.of(through));
    }
}
