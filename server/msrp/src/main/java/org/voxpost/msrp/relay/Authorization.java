package org.voxpost.msrp.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * One session's way to the URI of its relay: AUTH, 401, AUTH with credentials, 200 (RFC 4976 §5.1). The same object renews it.
 * Every input gives the next step; a run of them ends with {@link Step.Granted} or {@link Step.Refused}.
 */
public final class Authorization {

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

    private long expires;
    private int asked;
    private boolean answeredFresh;
    private boolean namedUri;

    /**
     * @param own the URI of the session that asks
     * @param memory shared by all who use this account
     * @param cnonces fresh random words
     */
    public Authorization(RelayAccount account, MsrpUri own, RelayMemory memory, Supplier<String> cnonces) {
        this.account = account;
        this.relay = UriPath.of(MsrpUri.parse(account.relay()));
        this.own = UriPath.of(own);
        this.memory = memory;
        this.cnonces = cnonces;
        this.expires = account.expires().toSeconds();
    }

    /** Begins a run: the first, or one that renews what was granted. */
    public Step begin() {
        asked = 0;
        answeredFresh = false;
        return ask(memory.next());
    }

    /** Takes the response to the last AUTH. */
    public Step answered(Frame.Response response) {
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
    public Step silent() {
        return mayBreakOnUri() ? withoutUri() : refused(Reason.SILENT, 0, "the relay does not answer AUTH");
    }

    /** Says that the connection is gone. The next run may do better on another one. */
    public Step lost(String reason) {
        if (mayBreakOnUri()) {
            memory.uriUse(UriUse.SUSPECT);
        }
        memory.forgetNonce();
        return refused(Reason.UNREACHABLE, 0, "the connection to the relay was lost: " + reason);
    }

    private Step challenged(Frame.Response response) {
        Challenge challenge = challenge(response);
        if (challenge == null) {
            return refused(Reason.CHALLENGE, UNAUTHORIZED, "the relay asks for no digest that we can answer");
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

    /** The first that we can answer: relays put what they like best on top (RFC 7616 §3.7). */
    private static @Nullable Challenge challenge(Frame.Response response) {
        return response.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("WWW-Authenticate"))
                .map(header -> Challenge.parse(header.value()))
                .filter(challenge -> challenge != null)
                .findFirst()
                .orElse(null);
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
        String written = header(response, "Use-Path");
        if (written == null) {
            return refused(Reason.NO_PATH, status, "the relay gives no Use-Path");
        }
        try {
            UriPath usePath = UriPath.parse(written.strip());
            if (!usePath.uris().stream().allMatch(uri -> uri.port() != MsrpUri.NO_PORT && uri.sessionId() != null)) {
                return refused(Reason.NO_PATH, status, "a URI in Use-Path lacks port or session");
            }
            learn(response);
            return new Step.Granted(usePath, Duration.ofSeconds(Math.max(1, seconds(response, "Expires", expires))));
        } catch (IllegalArgumentException e) {
            return refused(Reason.NO_PATH, status, "the Use-Path cannot be read: " + e.getMessage());
        }
    }

    private void learn(Frame.Response response) {
        if (namedUri) {
            memory.uriUse(UriUse.TAKEN);
        } else if (memory.uriUse() == UriUse.SUSPECT) {
            memory.uriUse(UriUse.LEFT_OUT);
        }
        String info = header(response, "Authentication-Info");
        String next = info == null ? null : Parameters.parse(info).get("nextnonce");
        if (next != null) {
            memory.nextNonce(next);
        }
    }

    private boolean mayBreakOnUri() {
        return account.digestUri() == DigestUri.AUTO && namedUri && answeredFresh && memory.uriUse() == UriUse.UNKNOWN;
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
        namedUri = false;
        if (use != null) {
            namedUri = nameUri();
            String uri = relay.last().toString();
            headers.add(new MimeHeader(
                    "Authorization",
                    Credentials.answer(account, use.challenge(), use.count(), cnonces.get(), uri, namedUri)));
        }
        return new Step.Ask(relay, own, headers);
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
        if (written == null || !written.strip().matches("[0-9]{1,9}")) {
            return otherwise;
        }
        return Long.parseLong(written.strip());
    }
}
