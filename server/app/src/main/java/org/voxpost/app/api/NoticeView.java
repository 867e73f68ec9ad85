package org.voxpost.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.journal.Job;
import org.voxpost.engine.journal.Notice;

/**
 * News of an outcome, as the interface and webhooks tell it.
 *
 * @param id the same on every repeat
 * @param sequence grows with each notice
 * @param type {@code job.finished} or {@code transfer.finished}
 * @param element of the script that the transfer is, from 0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NoticeView(
        String id,
        long sequence,
        String type,
        String order,
        int element,
        @Nullable String job,
        @Nullable String objectId,
        @Nullable String source,
        @Nullable String destination,
        String dialog,
        String callId,
        String caller,
        @Nullable String key,
        OutcomeView outcome) {

    public static NoticeView of(Notice notice) {
        return new NoticeView(
                notice.eventId(),
                notice.sequence(),
                notice.job().isPresent() ? "job.finished" : "transfer.finished",
                notice.order(),
                notice.element(),
                notice.job().map(Job::id).orElse(null),
                notice.job().map(Job::objectId).orElse(null),
                notice.job().map(Job::source).orElse(null),
                notice.job().map(Job::destination).orElse(null),
                notice.dialog(),
                notice.callId(),
                notice.caller(),
                notice.key().orElse(null),
                OutcomeView.of(notice.outcome()));
    }
}
