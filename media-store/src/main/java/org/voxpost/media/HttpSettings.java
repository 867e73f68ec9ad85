package org.voxpost.media;

import java.time.Duration;
import java.util.List;

/**
 * How HTTP servers are reached.
 *
 * @param allowed the only targets that are ever connected to, redirects included; empty refuses all
 * @param connect longest wait for a connection, TLS included
 * @param silence longest wait for the next byte of a response
 * @param total longest time for a whole exchange, redirects and body included
 * @param minBytesPerSecond a body that is slower over a {@code rateWindow} is given up; 0 for none
 * @param rateWindow over which the rate is measured
 * @param maxBytes largest body
 * @param maxRedirects followed in one fetch
 * @param deleteAllowed whether {@link MediaStore#delete} sends HTTP DELETE
 * @param connectionsPerHost open at once to one host and port
 * @param resumes how often one fetch goes on, or begins anew, after its body broke off
 * @param sites what differs for some targets; the first that means a target counts
 */
public record HttpSettings(
        List<AllowedTarget> allowed,
        Duration connect,
        Duration silence,
        Duration total,
        long minBytesPerSecond,
        Duration rateWindow,
        long maxBytes,
        int maxRedirects,
        boolean deleteAllowed,
        int connectionsPerHost,
        int resumes,
        List<HttpSite> sites) {

    public HttpSettings {
        allowed = List.copyOf(allowed);
        sites = List.copyOf(sites);
        Bounds.positive("http.connect", connect);
        Bounds.positive("http.silence", silence);
        Bounds.positive("http.total", total);
        Bounds.atLeast("http.minBytesPerSecond", minBytesPerSecond, 0);
        Bounds.positive("http.rateWindow", rateWindow);
        Bounds.atLeast("http.maxBytes", maxBytes, 1);
        Bounds.atLeast("http.maxRedirects", maxRedirects, 0);
        Bounds.atLeast("http.connectionsPerHost", connectionsPerHost, 1);
        Bounds.atLeast("http.resumes", resumes, 0);
    }

    /** No target allowed: every HTTP URI is FORBIDDEN. */
    public static HttpSettings denyAll() {
        return allowing();
    }

    /**
     * The defaults for these targets: 5 s to connect, 10 s of silence, 2 min in all, 1 kB/s over 10 s, 1 GiB, 5 redirects,
     * no deletion, 32 connections per host, 3 resumptions.
     */
    public static HttpSettings allowing(AllowedTarget... targets) {
        return new HttpSettings(
                List.of(targets),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofMinutes(2),
                1000,
                Duration.ofSeconds(10),
                1L << 30,
                5,
                false,
                32,
                3,
                List.of());
    }

    public HttpSettings withTimes(Duration connecting, Duration silent, Duration inAll) {
        return new HttpSettings(
                allowed,
                connecting,
                silent,
                inAll,
                minBytesPerSecond,
                rateWindow,
                maxBytes,
                maxRedirects,
                deleteAllowed,
                connectionsPerHost,
                resumes,
                sites);
    }

    public HttpSettings withMinimumRate(long bytesPerSecond, Duration window) {
        return new HttpSettings(
                allowed,
                connect,
                silence,
                total,
                bytesPerSecond,
                window,
                maxBytes,
                maxRedirects,
                deleteAllowed,
                connectionsPerHost,
                resumes,
                sites);
    }

    public HttpSettings withMaxBytes(long largest) {
        return new HttpSettings(
                allowed,
                connect,
                silence,
                total,
                minBytesPerSecond,
                rateWindow,
                largest,
                maxRedirects,
                deleteAllowed,
                connectionsPerHost,
                resumes,
                sites);
    }

    public HttpSettings withMaxRedirects(int redirects) {
        return new HttpSettings(
                allowed,
                connect,
                silence,
                total,
                minBytesPerSecond,
                rateWindow,
                maxBytes,
                redirects,
                deleteAllowed,
                connectionsPerHost,
                resumes,
                sites);
    }

    public HttpSettings withDeletion(boolean allowedToDelete) {
        return new HttpSettings(
                allowed,
                connect,
                silence,
                total,
                minBytesPerSecond,
                rateWindow,
                maxBytes,
                maxRedirects,
                allowedToDelete,
                connectionsPerHost,
                resumes,
                sites);
    }

    public HttpSettings withResumes(int most) {
        return new HttpSettings(
                allowed,
                connect,
                silence,
                total,
                minBytesPerSecond,
                rateWindow,
                maxBytes,
                maxRedirects,
                deleteAllowed,
                connectionsPerHost,
                most,
                sites);
    }

    public HttpSettings withSites(HttpSite... these) {
        return new HttpSettings(
                allowed,
                connect,
                silence,
                total,
                minBytesPerSecond,
                rateWindow,
                maxBytes,
                maxRedirects,
                deleteAllowed,
                connectionsPerHost,
                resumes,
                List.of(these));
    }
}
