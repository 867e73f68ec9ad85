package org.voxpost.msrp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.msrp.wire.MsrpUri;

/**
 * Our account at an MSRP relay (RFC 4976 §5.1).
 *
 * @param relay URI of the relay, such as {@code msrps://relay.example.com:2855;tcp}; with scheme {@code msrp} the connection
 *     is plain, against RFC 4976 §8
 * @param user for digest authentication
 * @param password for digest authentication; never logged
 * @param realm for whose password alone we answer; empty for whatever realm the relay names (RFC 4976 §9.1: its own host, usually)
 * @param through the relay of ours by which this one is reached; empty where we connect to it ourselves. At most 8 in a row
 * @param expires how long a URI of the relay shall be valid, 1 s to 30 days; it is renewed in time
 * @param digestUri whether our credentials name the URI that they are for
 * @param patience how long the answer to AUTH is waited for
 * @param idle how long a connection to the relay is kept that no session uses (RFC 4976 §5.4: an hour)
 */
public record RelayAccount(
        String relay,
        String user,
        String password,
        Optional<String> realm,
        Optional<RelayAccount> through,
        Duration expires,
        DigestUri digestUri,
        Duration patience,
        Duration idle) {

    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_RELAYS = 8;
    private static final Duration LONGEST = Duration.ofDays(30);

    public RelayAccount {
        MsrpUri.parse(relay);
        if (user.isEmpty() || !printable(user) || !printable(password)) {
            throw new IllegalArgumentException("a relay account needs a user, and no control characters in its words");
        }
        if (expires.compareTo(Duration.ofSeconds(1)) < 0 || expires.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the validity of a relay's URI must be 1 s to 30 days, not " + expires);
        }
        if (through.isPresent() && through.get().chain().size() >= MOST_RELAYS) {
            throw new IllegalArgumentException("a session goes through at most " + MOST_RELAYS + " relays of ours");
        }
        if (!patience.isPositive() || !idle.isPositive()) {
            throw new IllegalArgumentException("a timeout must be positive");
        }
    }

    /** @throws IllegalArgumentException when the text is no MSRP URI, or the user is empty */
    public static RelayAccount of(String relay, String user, String password) {
        return new RelayAccount(
                relay, user, password, Optional.empty(), Optional.empty(), AN_HOUR, DigestUri.AUTO, PATIENCE, AN_HOUR);
    }

    /** The relays to go through, the nearest first and this one last. */
    public List<RelayAccount> chain() {
        List<RelayAccount> chain =
                new ArrayList<>(through.map(RelayAccount::chain).orElse(List.of()));
        chain.add(this);
        return chain;
    }

    /** Whether a challenge of this realm is answered. */
    public boolean takes(String challenged) {
        return realm.isEmpty() || realm.get().equals(challenged);
    }

    public RelayAccount withRealm(String only) {
        return new RelayAccount(relay, user, password, Optional.of(only), through, expires, digestUri, patience, idle);
    }

    public RelayAccount withThrough(RelayAccount nearer) {
        return new RelayAccount(relay, user, password, realm, Optional.of(nearer), expires, digestUri, patience, idle);
    }

    public RelayAccount withExpires(Duration other) {
        return new RelayAccount(relay, user, password, realm, through, other, digestUri, patience, idle);
    }

    public RelayAccount withDigestUri(DigestUri other) {
        return new RelayAccount(relay, user, password, realm, through, expires, other, patience, idle);
    }

    public RelayAccount withTimeouts(Duration answer, Duration unused) {
        return new RelayAccount(relay, user, password, realm, through, expires, digestUri, answer, unused);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "RelayAccount[relay=" + relay + ", user=" + user + "]";
    }

    private static boolean printable(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    /** RFC 7616 §3.4 demands {@code uri} in credentials, the grammar of RFC 4976 §7 has none, and some relays break on it. */
    public enum DigestUri {
        /** With it, and without it once a relay has fallen silent on it. */
        AUTO,
        ALWAYS,
        NEVER
    }
}
