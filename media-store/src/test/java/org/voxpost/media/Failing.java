package org.voxpost.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.voxpost.media.MediaException.Reason;

/** Asserts how a call fails. */
final class Failing {

    private Failing() {}

    static MediaException with(Reason reason, ThrowingCallable call) {
        var caught = new Object() {
            MediaException exception = new MediaException(Reason.IO, "nothing was thrown");
        };
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(call)
                .satisfies(e -> caught.exception = e)
                .satisfies(e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason))
                .satisfies(e -> assertThat(e.getStackTrace())
                        .as("peers cause no stack traces")
                        .isEmpty());
        return caught.exception;
    }
}
