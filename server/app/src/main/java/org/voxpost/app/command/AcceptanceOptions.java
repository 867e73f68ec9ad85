package org.voxpost.app.command;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.voxpost.app.receive.Acceptance;
import org.voxpost.app.receive.ReceiveTerms;
import org.voxpost.media.KeepTerms;
import org.voxpost.sdp.Hash;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What {@code receive} takes of what it is offered, and keeps of what breaks off. */
final class AcceptanceOptions {
    private static final Duration KEPT_FOR = Duration.ofDays(7);

    @Option(
            names = "--largest",
            paramLabel = "BYTES",
            description = "Bytes of one file; larger ones are refused. Default: ${DEFAULT-VALUE}, 1 GiB.",
            defaultValue = "1073741824")
    private long largest;

    @Option(
            names = "--accept",
            paramLabel = "TYPE",
            split = ",",
            description = "Media types taken, such as audio/*; others are refused. Default: all.")
    private List<String> types = List.of("*");

    @Option(
            names = "--unwanted",
            paramLabel = "HASH",
            converter = HashReader.class,
            description = "Refuses content of this hash, such as sha-256:4A:AD:...; may be repeated.")
    private List<Hash> unwanted = List.of();

    @Option(
            names = "--keep",
            paramLabel = "FILES",
            description = "Files that broke off and are kept, a week at most, for their senders to go on with them."
                    + " Default: ${DEFAULT-VALUE}.",
            defaultValue = "16")
    private int keep;

    ReceiveTerms over(ReceiveTerms terms) {
        return terms.withAcceptance(Acceptance.upTo(largest)
                        .withTypes(types)
                        .withUnwanted(unwanted.stream().collect(Collectors.toSet())))
                .withKeep(new KeepTerms(Math.max(0, keep), KEPT_FOR));
    }

    /** {@code sha-256:} and octets in hex, apart by colons or not. */
    static final class HashReader implements ITypeConverter<Hash> {
        @Override
        public Hash convert(String text) {
            int colon = text.indexOf(':');
            String hex = text.substring(colon + 1);
            try {
                return new Hash(
                        text.substring(0, Math.max(colon, 0)),
                        hex.contains(":") ? hex : hex.replaceAll("(..)(?!$)", "$1:"));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
