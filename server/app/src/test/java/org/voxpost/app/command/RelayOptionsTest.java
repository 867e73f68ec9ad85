package org.voxpost.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.RelayAccount;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Relays on the command line. */
class RelayOptionsTest {

    @Command
    private static final class Probe {
        @Mixin
        private final RelayOptions options = new RelayOptions();
    }

    @TempDir
    private Path directory;

    private static List<RelayAccount> chain(String... words) {
        Probe probe = new Probe();
        new CommandLine(probe).parseArgs(words);
        return probe.options
                .over(PeerPolicy.DEFAULT)
                .relay()
                .account()
                .map(RelayAccount::chain)
                .orElse(List.of());
    }

    private String secret(String name) throws Exception {
        return Files.writeString(directory.resolve(name), name + "\n").toString();
    }

    @Test
    void severalRelaysAreAChainTheNearestFirst() throws Exception {
        List<RelayAccount> chain = chain(
                "--relay=msrps://intra.example.com;tcp",
                "--relay=msrps://extra.example.com;tcp",
                "--relay-user=alice",
                "--relay-user=bob",
                "--relay-password-file=" + secret("one"));
        assertThat(chain.stream().map(RelayAccount::relay))
                .containsExactly("msrps://intra.example.com;tcp", "msrps://extra.example.com;tcp");
        assertThat(chain.stream().map(RelayAccount::user)).containsExactly("alice", "bob");
        assertThat(chain.stream().map(RelayAccount::password)).containsExactly("one", "one");
    }

    @Test
    void withoutARelayThereIsNone() {
        assertThat(chain()).isEmpty();
    }

    @Test
    void usersAreOneForAllOrOneEach() throws Exception {
        String password = "--relay-password-file=" + secret("one");
        assertThatThrownBy(() -> chain("--relay=msrp://a;tcp", password)).isInstanceOf(WrongUsage.class);
        assertThatThrownBy(() -> chain("--relay=msrp://a;tcp", "--relay-user=a", "--relay-user=b", password))
                .isInstanceOf(WrongUsage.class)
                .hasMessageContaining("once, or once for each --relay");
    }
}
