package org.voxpost.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.RelayAccount;
import org.voxpost.msrp.TlsContext;
import org.voxpost.msrp.TlsSettings;
import picocli.CommandLine.Option;

/** The account at an MSRP relay that a small peer goes through. */
final class RelayOptions {
    /** Passwords on a command line are seen by all users of the machine; this is where scripts put them. */
    static final String PASSWORD_VARIABLE = "VOXPOST_RELAY_PASSWORD";

    @Option(
            names = "--relay",
            paramLabel = "URI",
            description = "Goes through this MSRP relay, such as msrps://relay.example.com:2855;tcp.")
    private @Nullable String relay;

    @Option(names = "--relay-user", paramLabel = "USER", description = "User at the relay.")
    private @Nullable String user;

    @Option(
            names = "--relay-password-file",
            paramLabel = "FILE",
            description = "File with the password at the relay. Default: the variable " + PASSWORD_VARIABLE + ".")
    private @Nullable Path passwordFile;

    @Option(
            names = "--relay-trust",
            paramLabel = "FILE",
            description = "Authorities that may vouch for a relay of msrps, as PEM. Default: those of Java.")
    private @Nullable Path trust;

    /** The policy, with the relay that was asked for. */
    PeerPolicy over(PeerPolicy policy) {
        return account().map(policy::withRelay).orElse(policy);
    }

    /** The configuration, with TLS where the relay needs it. */
    MsrpConfiguration over(MsrpConfiguration configuration) {
        if (relay == null
                || !relay.startsWith("msrps:")
                || !configuration.tls().contexts().isEmpty()) {
            return configuration;
        }
        TlsContext context = TlsContext.selfSigned(TlsContext.DEFAULT_NAME);
        return configuration.withTls(TlsSettings.of(trust == null ? context : context.withTrust(trust)));
    }

    private Optional<RelayAccount> account() {
        if (relay == null) {
            return Optional.empty();
        }
        if (user == null) {
            throw new WrongUsage("--relay needs --relay-user");
        }
        try {
            return Optional.of(RelayAccount.of(relay, user, password()));
        } catch (IllegalArgumentException e) {
            throw new WrongUsage("--relay: " + e.getMessage());
        }
    }

    private String password() {
        if (passwordFile == null) {
            String password = System.getenv(PASSWORD_VARIABLE);
            if (password == null) {
                throw new WrongUsage("--relay needs --relay-password-file, or " + PASSWORD_VARIABLE);
            }
            return password;
        }
        try {
            return Files.readString(passwordFile).stripTrailing();
        } catch (IOException e) {
            throw new CommandFailure(passwordFile + " cannot be read");
        }
    }
}
