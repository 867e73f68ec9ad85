package org.voxpost.msrp.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.MimeHeader;
import org.voxpost.msrp.RelayAccount;
import org.voxpost.msrp.RelayAccount.DigestUri;
import org.voxpost.msrp.RelayRefused;
import org.voxpost.msrp.RelayRefused.Reason;
import org.voxpost.msrp.relay.RelayMemory.UriUse;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.MsrpUri;
import org.voxpost.msrp.wire.UriPath;

/**
 * One session's way to the URI of one relay: AUTH, 401, AUTH with credentials, 200 (RFC 4976 §5.1). The same object renews it.
 * Every input gives the next step; a run of them ends with {@link Step.Granted} or {@link Step.Refused}.
 */
public final class Authorization {

    /** What a relay may say; as good as for ever, and still a time that can be counted. */
    private static final long MOST_SECONDS = 999_999_999;

    /** URIs of one Use-Path; the path of the peer comes behind them. */
    private static final int MOST_URIS = 8;

    /** AUTH requests of one run: challenge, stale nonce, interval, and the same without {@code uri}. */
    private static final int MOST_ASKED = 6;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int INTERVAL_OUT_OF_BOUNDS = 423;

    private final RelayAccount account;
    private final UriPath relay;
    private final UriPath own;
    private final RelayMemory memory;
    private final Supplier<String> cnonces;

    private UriPath to;
    private long expires;
    private int asked;
    private boolean answeredFresh;
    private @Nullable Credentials given;

    /**
     * @param own the URI of the session that asks
     * @param memory shared by all who use this account
     * @param cnonces fresh random words
     */
    public Authorization(RelayAccount account, MsrpUri own, RelayMemory memory, Supplier<String> cnonces) {
        this.account = account;
        this.relay = UriPath.of(MsrpUri.parse(account.relay()));
        this.to = relay;
        this.own = UriPath.of(own);
        this.memory = memory;
        this.cnonces = cnonces;
        this.expires = account.expires().toSeconds();
    }

    /** Begins a run with a relay that we are connected to. */
    Step begin() {
        return begin(null);
    }

    /**
     * Begins a run: the first, or one that renews what was granted.
     *
     * @param by the path to the relay, through others of ours; null where we are connected to it
     */
    Step begin(@Nullable UriPath by) {
        to = by == null ? relay : by.then(relay);
        asked = 0;
        answeredFresh = false;
        return ask(memory.next());
    }

    /** Takes the response to the last AUTH. */
    Step answered(Frame.Response response) {
        int status = response.status().code();
        if (response.status().success()) {
            return granted(response);
        }
        return switch (status) {
            case UNAUTHORIZED -> challenged(response);
            case FORBIDDEN -> refused(Reason.FORBIDDEN, status, "the relay does not serve user " + account.user());
            case INTERVAL_OUT_OF_BOUNDS -> outOfBounds(response);
            default -> mayBreakOnUri() ? withoutUri() : refused(Reason.STATUS, status, "the relay answered " + status);
        };
    }

    /** Says that no response came in time. */
    Step silent() {
        return mayBreakOnUri() ? withoutUri() : refused(Reason.SILENT, 0, "the relay does not answer AUTH");
    }

    /** Says that the connection is gone. The next run may do better on another one. */
    Step lost(String reason) {
        if (mayBreakOnUri()) {
            memory.uriUse(UriUse.SUSPECT);
        }
        memory.forgetNonce();
        return refused(Reason.UNREACHABLE, 0, "the connection to the relay was lost: " + reason);
    }

    private Step challenged(Frame.Response response) {
        Challenge challenge = challenge(response);
        if (challenge == null) {
            return refused(Reason.CHALLENGE, UNAUTHORIZED, noChallenge(response));
        }
        if (answeredFresh && !challenge.stale()) {
            memory.forgetNonce();
            if (memory.uriUse() == UriUse.SUSPECT) {
                memory.uriUse(UriUse.UNKNOWN);
            }
            return refused(Reason.CREDENTIALS, UNAUTHORIZED, "the relay refuses user or password");
        }
        answeredFresh = true;
        return ask(memory.first(challenge));
    }

    /**
     * The strongest that we can answer, of the realm of the account if it has one; of equal ones the first (RFC 7616 §3.7 lets a policy of ours
     * count before the order of the relay's, and whoever could change that order must not win by it).
     */
    private @Nullable Challenge challenge(Frame.Response response) {
        Challenge best = null;
        for (Challenge one : challenges(response)) {
            if (account.takes(one.realm()) && (best == null || one.strength() > best.strength())) {
                best = one;
            }
        }
        return best;
    }

    private String noChallenge(Frame.Response response) {
        return challenges(response).isEmpty()
                ? "the relay asks for no digest that we can answer"
                : "the relay asks for the password of another realm";
    }

    private static List<Challenge> challenges(Frame.Response response) {
        return response.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("WWW-Authenticate"))
                .map(header -> Challenge.parse(header.value()))
                .filter(Objects::nonNull)
                .toList();
    }

    private Step outOfBounds(Frame.Response response) {
        long least = seconds(response, "Min-Expires", 1);
        long most = seconds(response, "Max-Expires", Long.MAX_VALUE);
        long possible = Math.max(least, Math.min(most, expires));
        if (possible == expires || least > most) {
            return refused(Reason.STATUS, INTERVAL_OUT_OF_BOUNDS, "the relay refuses a validity of " + expires + " s");
        }
        expires = possible;
        return ask(memory.next());
    }

    private Step granted(Frame.Response response) {
        int status = response.status().code();
        if (!proven(response)) {
            memory.forgetNonce();
            return refused(Reason.IDENTITY, status, "the relay does not know the password: its rspauth is wrong");
        }
        String written = header(response, "Use-Path");
        if (written == null) {
            return refused(Reason.NO_PATH, status, "the relay gives no Use-Path");
        }
        try {
            UriPath usePath = UriPath.parse(written.strip());
            if (!usePath.uris().stream().allMatch(uri -> uri.port() != MsrpUri.NO_PORT && uri.sessionId() != null)) {
                return refused(Reason.NO_PATH, status, "a URI in Use-Path lacks port or session");
            }
            if (usePath.uris().size() > MOST_URIS) {
                return refused(Reason.NO_PATH, status, "the Use-Path has more than " + MOST_URIS + " URIs");
            }
            if (relay.last().secure() && !usePath.uris().stream().allMatch(MsrpUri::secure)) {
                return refused(Reason.NO_PATH, status, "a URI in Use-Path is not one of TLS, and that of the relay is");
            }
            learn(response);
            long validity = seconds(response, "Expires", expires);
            return validity == 0
                    ? refused(Reason.NO_PATH, status, "the relay gives a URI that is over at once")
                    : new Step.Granted(usePath, Duration.ofSeconds(validity));
        } catch (IllegalArgumentException e) {
            return refused(Reason.NO_PATH, status, "the Use-Path cannot be read: " + e.getMessage());
        }
    }

    /** Many relays prove nothing, which RFC 7616 §3.5 leaves to them; a proof that is there has to be right. */
    private boolean proven(Frame.Response response) {
        String rspauth = info(response, "rspauth");
        return given == null || rspauth == null || given.confirmedBy(rspauth);
    }

    private void learn(Frame.Response response) {
        if (namedUri()) {
            memory.uriUse(UriUse.TAKEN);
        } else if (memory.uriUse() == UriUse.SUSPECT) {
            memory.uriUse(UriUse.LEFT_OUT);
        }
        String next = info(response, "nextnonce");
        if (next != null) {
            memory.nextNonce(next);
        }
    }

    private static @Nullable String info(Frame.Response response, String name) {
        String info = header(response, "Authentication-Info");
        return info == null ? null : Parameters.parse(info).get(name);
    }

    private boolean namedUri() {
        return given != null && given.named();
    }

    private boolean mayBreakOnUri() {
        return account.digestUri() == DigestUri.AUTO
                && namedUri()
                && answeredFresh
                && memory.uriUse() == UriUse.UNKNOWN;
    }

    private Step withoutUri() {
        memory.uriUse(UriUse.SUSPECT);
        memory.forgetNonce();
        answeredFresh = false;
        return ask(null);
    }

    /** @param use the nonce to answer with; null asks for a challenge */
    private Step ask(RelayMemory.@Nullable Use use) {
        if (++asked > MOST_ASKED) {
            return refused(Reason.CHALLENGE, UNAUTHORIZED, "the relay is never content");
        }
        List<MimeHeader> headers = new ArrayList<>(2);
        headers.add(new MimeHeader("Expires", Long.toString(expires)));
        given = null;
        if (use != null) {
            String uri = relay.last().toString();
            Credentials credentials =
                    new Credentials(account, use.challenge(), use.count(), cnonces.get(), uri, nameUri());
            given = credentials;
            headers.add(new MimeHeader("Authorization", credentials.header()));
        }
        return new Step.Ask(to, own, headers);
    }

    private boolean nameUri() {
        return switch (account.digestUri()) {
            case AUTO -> memory.uriUse() == UriUse.UNKNOWN || memory.uriUse() == UriUse.TAKEN;
            case ALWAYS -> true;
            case NEVER -> false;
        };
    }

    private static Step refused(Reason reason, int status, String message) {
        return new Step.Refused(new RelayRefused(reason, status, message));
    }

    private static @Nullable String header(Frame.Response response, String name) {
        return response.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(MimeHeader::value)
                .findFirst()
                .orElse(null);
    }

    private static long seconds(Frame.Response response, String name, long otherwise) {
        String written = header(response, name);
        if (written == null || !written.strip().matches("[0-9]+")) {
            return otherwise;
        }
        String digits = written.strip();
        return digits.length() > 9 ? MOST_SECONDS : Long.parseLong(digits);
    }
}
