package org.voxpost.sip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Configuration of an endpoint. Start from {@link #on} and change what differs.
 *
 * @param bindAddress numeric address to bind; a wildcard address needs {@code advertisedHost}
 * @param udpPort 0 for any
 * @param tcpPort 0 for any
 * @param advertisedHost host in Contact and Via; empty for the bind address
 * @param advertisedPort port in Contact and Via; 0 for the bound one
 * @param userAgent value of User-Agent in requests and Server in responses; empty for neither
 * @param outboundProxy loose router that gets every INVITE without routes of its own
 * @param credentials for digest challenges to what we send
 * @param sessionTimer session timer policy
 * @param redirects 3xx followed per call, at most
 * @param challenges 401 and 407 answered per request, at most
 * @param t1 round-trip time estimate (RFC 3261 §17.1.1.1); 500 ms but in tests
 * @param provisionalAfter how long an INVITE waits for its final answer before 100 or 180 goes out, at most {@link #MOST_SILENT};
 *     {@link Duration#ZERO} for both at once, whatever follows
 * @param largestMessage bytes of a message over TCP, above which the connection is closed
 * @param streamThreshold bytes of a request above which TCP is tried instead of UDP (RFC 3261 §18.1.1)
 * @param workers threads that parse datagrams; with 1 the thread that reads them does it
 * @param trace sees every message
 * @param tls SIP over TLS; without it calls to {@code sips:} and {@code transport=tls} fail
 */
public record SipConfiguration(
        String bindAddress,
        int udpPort,
        int tcpPort,
        String advertisedHost,
        int advertisedPort,
        String userAgent,
        Optional<SipUri> outboundProxy,
        List<Credentials> credentials,
        SessionTimer sessionTimer,
        int redirects,
        int challenges,
        Duration t1,
        Duration provisionalAfter,
        int largestMessage,
        int streamThreshold,
        int workers,
        Optional<SipTrace> trace,
        Optional<SipTls> tls) {

    /** RFC 3261 §17.2.1: what has no answer by then gets a 100, from the stack if not from us. */
    public static final Duration MOST_SILENT = Duration.ofMillis(200);

    /** Early enough for ours to be the only one. */
    public static final Duration SILENT = Duration.ofMillis(150);

    public SipConfiguration {
        if (provisionalAfter.isNegative() || provisionalAfter.compareTo(MOST_SILENT) > 0) {
            throw new IllegalArgumentException("provisional answers later than RFC 3261 has them: " + provisionalAfter);
        }
        credentials = List.copyOf(credentials);
    }

    /** Defaults on one address; both transports on the same port, or on any two when {@code port} is 0. */
    public static SipConfiguration on(String bindAddress, int port) {
        return new SipConfiguration(
                bindAddress,
                port,
                port,
                "",
                0,
                "",
                Optional.empty(),
                List.of(),
                SessionTimer.DEFAULT,
                5,
                2,
                Duration.ofMillis(500),
                SILENT,
                65_536,
                1300,
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                Optional.empty(),
                Optional.empty());
    }

    public SipConfiguration withTcpPort(int tcpPort) {
        return new SipConfiguration(
                bindAddress,
                udpPort,
                tcpPort,
                advertisedHost,
                advertisedPort,
                userAgent,
                outboundProxy,
                credentials,
                sessionTimer,
                redirects,
                challenges,
                t1,
                provisionalAfter,
                largestMessage,
                streamThreshold,
                workers,
                trace,
                tls);
    }

    public SipConfiguration withAdvertised(String advertisedHost, int advertisedPort) {
        return new SipConfiguration(
                bindAddress,
                udpPort,
                tcpPort,
                advertisedHost,
                advertisedPort,
                userAgent,
                outboundProxy,
                credentials,
                sessionTimer,
                redirects,
                challenges,
                t1,
                provisionalAfter,
                largestMessage,
                streamThreshold,
                workers,
                trace,
                tls);
    }

    public SipConfiguration withUserAgent(String userAgent) {
        return new SipConfiguration(
                bindAddress,
                udpPort,
                tcpPort,
                advertisedHost,
                advertisedPort,
                userAgent,
                outboundProxy,
                credentials,
                sessionTimer,
                redirects,
                challenges,
                t1,
                provisionalAfter,
                largestMessage,
                streamThreshold,
                workers,
                trace,
                tls);
    }

    public SipConfiguration withOutboundProxy(SipUri outboundProxy) {
        return new SipConfiguration(
                bindAddress,
                udpPort,
                tcpPort,
                advertisedHost,
                advertisedPort,
                userAgent,
                Optional.of(outboundProxy),
                credentials,
                sessionTimer,
                redirects,
                challenges,
                t1,
                provisionalAfter,
                largestMessage,
                streamThreshold,
                workers,
                trace,
                tls);
    }

    public SipConfiguration withCredentials(List<Credentials> credentials) {
        return new SipConfiguration(
                bindAddress,
                udpPort,
                tcpPort,
                advertisedHost,
                advertisedPort,
                userAgent,
                outboundProxy,
                credentials,
                sessionTimer,
                redirects,
                challenges,
                t1,
                provisionalAfter,
                largestMessage,
                streamThreshold,
                workers,
                trace,
                tls);
    }

    public SipConfiguration withSessionTimer(SessionTimer sessionTimer) {
        return new SipConfiguration(
                bindAddress,
                udpPort,
                tcpPort,
                advertisedHost,
                advertisedPort,
                userAgent,
                outboundProxy,
                credentials,
                sessionTimer,
                redirects,
                challenges,
                t1,
                provisionalAfter,
                largestMessage,
                streamThreshold,
                workers,
                trace,
                tls);
    }

    public SipConfiguration withRedirects(int redirects) {
        return new SipConfiguration(
                bindAddress,
                udpPort,
                tcpPort,
                advertisedHost,
                advertisedPort,
                userAgent,
                outboundProxy,
                credentials,
                sessionTimer,
                redirects,
                challenges,
                t1,
                provisionalAfter,
                largestMessage,
                streamThreshold,
                workers,
                trace,
                tls);
    }

    public SipConfiguration withChallenges(int challenges) {
        return new SipConfiguration(
                bindAddress,
                udpPort,
                tcpPort,
                advertisedHost,
                advertisedPort,
                userAgent,
                outboundProxy,
                credentials,
                sessionTimer,
                redirects,
                challenges,
                t1,
                provisionalAfter,
                largestMessage,
                streamThreshold,
                workers,
                trace,
                tls);
    }

    public SipConfiguration withT1(Duration t1) {
        return new SipConfiguration(
                bindAddress,
                udpPort,
                tcpPort,
                advertisedHost,
                advertisedPort,
                userAgent,
                outboundProxy,
                credentials,
                sessionTimer,
                redirects,
                challenges,
                t1,
                provisionalAfter,
                largestMessage,
                streamThreshold,
                workers,
                trace,
                tls);
    }

    public SipConfiguration withProvisionalAfter(Duration provisionalAfter) {
        return new SipConfiguration(
                bindAddress,
                udpPort,
                tcpPort,
                advertisedHost,
                advertisedPort,
                userAgent,
                outboundProxy,
                credentials,
                sessionTimer,
                redirects,
                challenges,
                t1,
                provisionalAfter,
                largestMessage,
                streamThreshold,
                workers,
                trace,
                tls);
    }

    public SipConfiguration withStreamThreshold(int streamThreshold) {
        return new SipConfiguration(
                bindAddress,
                udpPort,
                tcpPort,
                advertisedHost,
                advertisedPort,
                userAgent,
                outboundProxy,
                credentials,
                sessionTimer,
                redirects,
                challenges,
                t1,
                provisionalAfter,
                largestMessage,
                streamThreshold,
                workers,
                trace,
                tls);
    }

    public SipConfiguration withWorkers(int workers) {
        return new SipConfiguration(
                bindAddress,
                udpPort,
                tcpPort,
                advertisedHost,
                advertisedPort,
                userAgent,
                outboundProxy,
                credentials,
                sessionTimer,
                redirects,
                challenges,
                t1,
                provisionalAfter,
                largestMessage,
                streamThreshold,
                workers,
                trace,
                tls);
    }

    public SipConfiguration withTrace(SipTrace trace) {
        return new SipConfiguration(
                bindAddress,
                udpPort,
                tcpPort,
                advertisedHost,
                advertisedPort,
                userAgent,
                outboundProxy,
                credentials,
                sessionTimer,
                redirects,
                challenges,
                t1,
                provisionalAfter,
                largestMessage,
                streamThreshold,
                workers,
                Optional.of(trace),
                tls);
    }

    public SipConfiguration withTls(SipTls tls) {
        return new SipConfiguration(
                bindAddress,
                udpPort,
                tcpPort,
                advertisedHost,
                advertisedPort,
                userAgent,
                outboundProxy,
                credentials,
                sessionTimer,
                redirects,
                challenges,
                t1,
                provisionalAfter,
                largestMessage,
                streamThreshold,
                workers,
                trace,
                Optional.of(tls));
    }
}
