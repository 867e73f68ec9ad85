package org.voxpost.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.journal.Job;
import org.voxpost.engine.journal.JobRecord;

/**
 * A job as the interface shows it.
 *
 * @param state {@code accepted}, {@code running}, {@code delivered} or {@code finished}
 * @param sha256 of the source, once it was open
 * @param outcome once it stands
 * @param retryOf the job that it tries once more
 * @param sequence for {@code before} of the next page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobView(
        String id,
        String order,
        String state,
        String objectId,
        String source,
        String destination,
        boolean deleteSource,
        int attempts,
        long size,
        long octets,
        @Nullable String sha256,
        @Nullable OutcomeView outcome,
        String dialog,
        String callId,
        String caller,
        @Nullable String key,
        Instant acceptedAt,
        String node,
        @Nullable String retryOf,
        long sequence) {

    public static JobView of(JobRecord found) {
        Job job = found.progress().job();
        return new JobView(
                job.id(),
                job.order(),
                found.progress().state().name().toLowerCase(Locale.ROOT),
                job.objectId(),
                job.source(),
                job.destination(),
                job.deleteSource(),
                found.progress().attempts(),
                found.size(),
                found.progress().octets(),
                found.progress().sha256().isEmpty() ? null : found.progress().sha256(),
                found.progress().outcome().map(OutcomeView::of).orElse(null),
                found.dialog(),
                found.callId(),
                found.caller(),
                found.key().orElse(null),
                found.acceptedAt(),
                found.node(),
                found.retryOf().orElse(null),
                found.sequence());
    }
}
