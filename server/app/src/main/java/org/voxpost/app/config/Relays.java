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
            var _ = account(section, sections, home);
        }
    }

    /** Those that it is reached through come first; there is no circle, as the configuration was checked for. */
    private RelayAccount account(MsrpSection.RelaySection section, List<MsrpSection.RelaySection> sections, Path home)
            throws IOException {
        RelayAccount known = accounts.get(section.name());
        if (known != null) {
            return known;
        }
        Optional<RelayAccount> through = Optional.empty();
        for (MsrpSection.RelaySection other : sections) {
            if (section.through().filter(other.name()::equals).isPresent()) {
                through = Optional.of(account(other, sections, home));
            }
        }
        RelayAccount made = new RelayAccount(
                section.uri(),
                section.user(),
                Secrets.read(
                        section.password(), section.passwordFile(), home, "the password of relay " + section.name()),
                section.realm(),
                through,
                section.expires(),
                section.digestUri(),
                section.answer(),
                section.idle());
        accounts.put(section.name(), made);
        return made;
    }

    /** Empty for no name, and for the one that says none. */
    Optional<RelayAccount> named(Optional<String> name) {
        return name.filter(one -> !one.equals(MsrpSection.NO_RELAY)).map(accounts::get);
    }
}
