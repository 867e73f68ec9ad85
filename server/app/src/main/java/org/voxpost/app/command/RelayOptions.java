package org.voxpost.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
            description =
                    "Goes through this MSRP relay, such as msrps://relay.example.com:2855;tcp. Several: one through"
                            + " the other, the nearest first.")
    private List<String> relays = List.of();

    @Option(
            names = "--relay-user",
            paramLabel = "USER",
            description = "User at the relay. With several relays: one for all, or one each, in their order.")
    private List<String> users = List.of();

    @Option(
            names = "--relay-password-file",
            paramLabel = "FILE",
            description = "File with the password at the relay, or one each, like users. Default: the variable "
                    + PASSWORD_VARIABLE + ".")
    private List<Path> passwordFiles = List.of();

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
        if (relays.isEmpty()
                || !relays.getFirst().startsWith("msrps:")
                || !configuration.tls().contexts().isEmpty()) {
            return configuration;
        }
        TlsContext context = TlsContext.selfSigned(TlsContext.DEFAULT_NAME);
        return configuration.withTls(TlsSettings.of(trust == null ? context : context.withTrust(trust)));
    }

    private Optional<RelayAccount> account() {
        if (!relays.isEmpty() && users.isEmpty()) {
            throw new WrongUsage("--relay needs --relay-user");
        }
        requireAllOrEach("--relay-user", users);
        requireAllOrEach("--relay-password-file", passwordFiles);
        Optional<RelayAccount> outermost = Optional.empty();
        try {
            for (int i = 0; i < relays.size(); i++) {
                RelayAccount account = RelayAccount.of(relays.get(i), ofRelay(i, users), password(i));
                outermost = Optional.of(outermost.map(account::withThrough).orElse(account));
            }
        } catch (IllegalArgumentException e) {
            throw new WrongUsage("--relay: " + e.getMessage());
        }
        return outermost;
    }

    private void requireAllOrEach(String option, List<?> values) {
        if (values.size() > 1 && values.size() != relays.size()) {
            throw new WrongUsage(option + " is given once, or once for each --relay");
        }
    }

    private static <T> T ofRelay(int index, List<T> values) {
        return values.size() == 1 ? values.getFirst() : values.get(index);
    }

    private String password(int index) {
        if (passwordFiles.isEmpty()) {
            String password = System.getenv(PASSWORD_VARIABLE);
            if (password == null) {
                throw new WrongUsage("--relay needs --relay-password-file, or " + PASSWORD_VARIABLE);
            }
            return password;
        }
        Path file = ofRelay(index, passwordFiles);
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be read");
        }
    }
}
