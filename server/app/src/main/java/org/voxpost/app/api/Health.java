package org.voxpost.app.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the server takes work.
 *
 * @param status {@code up}, {@code draining}, or {@code failing}
 * @param detail what is wrong, in words that anybody may read; absent when nothing is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Health(String status, @Nullable String detail) {

    static Health of(boolean draining, Optional<String> trouble) {
        String status = draining ? "draining" : trouble.isPresent() ? "failing" : "up";
        return new Health(status, trouble.orElse(null));
    }

    @JsonIgnore
    boolean well() {
        return status.equals("up");
    }
}
