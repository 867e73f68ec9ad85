package org.voxpost.app.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.app.config.ReceiveSection;
import org.voxpost.app.receive.ReceiveTerms;
import org.voxpost.media.KeepTerms;
import picocli.CommandLine.Option;

/** What {@code receive} and {@code fetch} store at most, over what the configuration says. */
final class LimitOptions {
    @Option(
            names = "--largest",
            paramLabel = "BYTES",
            description =
                    "Bytes of one file; larger ones are refused. Default: receive.largest of the configuration, 1 GiB.")
    private @Nullable Long largest;

    @Option(
            names = "--keep",
            paramLabel = "FILES",
            description =
                    "Files that broke off and are kept, to be gone on with; 0 keeps none. Default: receive.keep of"
                            + " the configuration, 16.")
    private @Nullable Integer keep;

    ReceiveTerms over(ReceiveTerms terms, ReceiveSection usual) {
        long bytes = Optional.ofNullable(largest).orElse(usual.largest().bytes());
        int files = Optional.ofNullable(keep).orElse(usual.keep());
        if (bytes < 1 || files < 0) {
            throw new WrongUsage(bytes < 1 ? "--largest takes a byte at least" : "--keep takes no negative number");
        }
        return terms.withAcceptance(terms.acceptance().withLargest(bytes))
                .withKeep(new KeepTerms(files, usual.keepFor()));
    }
}
