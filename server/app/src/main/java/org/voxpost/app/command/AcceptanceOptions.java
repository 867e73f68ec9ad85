package org.voxpost.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.voxpost.app.config.HashText;
import org.voxpost.app.config.ReceiveSection;
import org.voxpost.app.receive.ReceiveTerms;
import org.voxpost.sdp.Hash;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What {@code receive} takes of what it is offered, and gives of its own, over what the configuration says. */
final class AcceptanceOptions {
    @Option(
            names = "--accept",
            paramLabel = "TYPE",
            split = ",",
            description = "Media types taken, such as audio/*; others are refused. Default: receive.accept of the"
                    + " configuration, all.")
    private @Nullable List<String> types;

    @Option(
            names = "--unwanted",
            paramLabel = "HASH",
            converter = HashReader.class,
            description =
                    "Refuses content of this hash, such as sha-256:4A:AD:..., and of those of receive.unwanted in the"
                            + " configuration. May be repeated.")
    private List<Hash> unwanted = List.of();

    @Option(
            names = "--share",
            paramLabel = "DIR",
            description = "Gives the files of this directory to callers that ask for one. Default: receive.share of the"
                    + " configuration, none.")
    private @Nullable Path share;

    /** @param home where relative paths of the configuration start */
    ReceiveTerms over(ReceiveTerms terms, ReceiveSection usual, Path home) {
        Set<Hash> all = usual.unwanted().stream().map(HashText::parse).collect(Collectors.toSet());
        all.addAll(unwanted);
        Optional<Path> shared =
                Optional.ofNullable(share).or(() -> usual.share().map(home::resolve));
        ReceiveTerms taking = terms.withAcceptance(terms.acceptance()
                        .withTypes(Optional.ofNullable(types).orElse(usual.accept()))
                        .withUnwanted(all))
                .withFilesPerCall(usual.filesPerCall());
        return shared.map(taking::withShared).orElse(taking);
    }

    /** As {@link HashText}. */
    static final class HashReader implements ITypeConverter<Hash> {
        @Override
        public Hash convert(String text) {
            try {
                return HashText.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
