package org.voxpost.app.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.voxpost.msrp.RelayAccount;

/** The accounts at relays by their names, with the passwords out of their files. */
final class Relays {
    private final Map<String, RelayAccount> accounts = new LinkedHashMap<>();

    /** @throws IOException when the file of a password cannot be read */
    Relays(List<MsrpSection.RelaySection> sections, Path home) throws IOException {
        for (MsrpSection.RelaySection section : sections) {
            accounts.put(
                    section.name(),
                    new RelayAccount(
                            section.uri(),
                            section.user(),
                            Secrets.read(
                                    section.password(),
                                    section.passwordFile(),
                                    home,
                                    "the password of relay " + section.name()),
                            section.expires(),
                            section.digestUri(),
                            section.answer(),
                            section.idle()));
        }
    }

    /** Empty for no name, and for the one that says none. */
    Optional<RelayAccount> named(Optional<String> name) {
        return name.filter(one -> !one.equals(MsrpSection.NO_RELAY)).map(accounts::get);
    }
}
