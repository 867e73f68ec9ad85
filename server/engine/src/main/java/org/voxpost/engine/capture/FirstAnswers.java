package org.voxpost.engine.capture;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How long the first words of a caller wait for the first answer of each kind. Belongs to the lane of the session. */
final class FirstAnswers {

    private final CaptureFigures figures;
    private final Set<Voice> given = EnumSet.noneOf(Voice.class);
    private @Nullable Instant heard;

    FirstAnswers(CaptureFigures figures) {
        this.figures = figures;
    }

    /** @param at on the clock of the lane, as all times here */
    void heard(Instant at) {
        if (heard == null) {
            heard = at;
        }
    }

    /** An answer is on its way. A greeting before the first word answers nothing. */
    void given(Voice voice, Instant at) {
        Instant since = heard;
        if (since != null && voice != Voice.NOTICE && given.add(voice)) {
            figures.answeredCaller(voice == Voice.SERVER, Duration.between(since, at));
        }
    }
}
