package org.voxpost.app.config;

import java.util.Optional;
import org.voxpost.msrp.AddressPolicy;
import org.voxpost.msrp.AddressPolicy.Inbound;
import org.voxpost.msrp.AddressPolicy.Source;
import org.voxpost.msrp.AddressPolicy.Target;

/** Section {@code msrp.policy.address}: where connections lead and start. */
public record AddressSection(
        Target target,
        Source source,
        Inbound inbound,
        @Bounds(min = "-1", max = "63") int dscp,
        boolean reoffers) {
    static final AddressSection DEFAULT = new AddressSection(Target.PATH, Source.ANY, Inbound.ANY, -1, true);

    /** What differs for some peers. */
    public record Peer(
            Optional<Target> target,
            Optional<Source> source,
            Optional<Inbound> inbound,

            @Bounds(min = "-1", max = "63") Optional<Integer> dscp,

            Optional<Boolean> reoffers) {
        static final Peer NOTHING =
                new Peer(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        AddressPolicy over(AddressSection usual) {
            return new AddressPolicy(
                    target.orElse(usual.target),
                    source.orElse(usual.source),
                    inbound.orElse(usual.inbound),
                    dscp.orElse(usual.dscp),
                    reoffers.orElse(usual.reoffers));
        }
    }
}
