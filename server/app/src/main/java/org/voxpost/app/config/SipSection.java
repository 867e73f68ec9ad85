package org.voxpost.app.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Section {@code sip}: signalling (RFC 3261), session timers (RFC 4028). */
public record SipSection(
        @Form(value = Form.HOST, words = Form.HOST_WORDS) String bind,
        @Bounds(min = "0", max = "65535") int udpPort,
        @Bounds(min = "0", max = "65535") int tcpPort,
        @Form(value = Form.HOST, words = Form.HOST_WORDS) Optional<String> advertisedHost,
        @Bounds(min = "0", max = "65535") int advertisedPort,

        @Form(value = "[^\\p{Cntrl}]{0,200}", words = "text of at most 200 characters")
        String userAgent,

        @Form(
                value = "sips?:[^\\s\\p{Cntrl}<>\"]{1,500}",
                words = "a SIP URI, such as sip:proxy.example.com;transport=tcp;lr")
        Optional<String> outboundProxy,

        List<CredentialsSection> credentials,

        @Form(value = ApplicationServers.FORM, words = ApplicationServers.WORDS)
        List<String> applicationServers,

        @Bounds(min = "1s", max = "1d") Duration applicationServerLookup,

        SessionTimerSection sessionTimer,
        @Bounds(min = "0", max = "20") int redirects,
        @Bounds(min = "0", max = "10") int challenges,
        @Bounds(min = "1s", max = "10m") Duration answerDeadline,
        @Bounds(min = "10ms", max = "5s") Duration t1,
        @Bounds(min = "0ms", max = "200ms") Duration provisionalAfter,
        @Bounds(min = "4KiB", max = "16MiB") ByteSize largestMessage,
        @Bounds(min = "512B", max = "65535B") ByteSize streamThreshold,
        @Bounds(min = "0", max = "256") int workers,
        SipTlsSection tls) {
    static final SipSection DEFAULT = new SipSection(
            "127.0.0.1",
            5060,
            5060,
            Optional.empty(),
            0,
            "Voxpost",
            Optional.empty(),
            List.of(),
            List.of("*"),
            Duration.ofSeconds(30),
            new SessionTimerSection(Duration.ofMinutes(30), Duration.ofSeconds(90), true),
            5,
            2,
            Duration.ofMinutes(1),
            Duration.ofMillis(500),
            Duration.ofMillis(150),
            new ByteSize(64 * 1024),
            new ByteSize(1300),
            0,
            SipTlsSection.DEFAULT);

    public SipSection {
        Wildcard.requireAdvertised(bind, advertisedHost);
        applicationServers.forEach(PeerMatch::check);
    }

    /** How sessions are kept alive. */
    public record SessionTimerSection(
            @Bounds(min = "90s", max = "1d") Duration expires,
            @Bounds(min = "90s", max = "1d") Duration minimum,
            boolean always) {
        public SessionTimerSection {
            if (minimum.compareTo(expires) > 0) {
                throw new IllegalArgumentException("minimum is longer than expires");
            }
        }
    }

    /** The answer to digest challenges of one realm. */
    public record CredentialsSection(String realm, String user, String password) {
        static CredentialsSection defaults() {
            return new CredentialsSection("*", "", "");
        }

        public CredentialsSection {
            if (realm.isEmpty()) {
                throw new IllegalArgumentException("realm is empty; write * for every realm");
            }
        }

        /** Without the password: configurations are logged. */
        @Override
        public String toString() {
            return "CredentialsSection[realm=" + realm + ", user=" + user + "]";
        }
    }
}
