package org.voxpost.engine.transfer;

import java.util.List;
import java.util.Optional;
import org.voxpost.msml.dialog.Destination;

/**
 * One object of a transfer, ready to be delivered.
 *
 * @param jobId the same for every attempt at this object, unguessable; the far end can recognise a repeat by it
 * @param destination where it goes; a parcel without one is refused
 * @param contentType what the application server said it is
 * @param deleteSource remove the source when it is delivered
 * @param overwrite a file at the destination may be replaced
 * @param append the content goes behind what is at the destination
 */
public record Parcel(
        String jobId,
        Content content,
        Optional<Destination> destination,
        Optional<String> contentType,
        boolean deleteSource,
        boolean overwrite,
        boolean append) {

    /** What is in it. */
    public sealed interface Content {

        /** The source as it was written. */
        String source();

        /** A recording behind a URI. */
        record Recording(String source) implements Content {}

        /** Messages that came with the script, sent one after the other in one session. */
        record Messages(String source, List<Message> messages) implements Content {
            public Messages {
                messages = List.copyOf(messages);
            }
        }
    }

    /** One message; the text goes out as UTF-8. */
    public record Message(String contentType, Optional<String> contentId, Optional<String> disposition, String text) {}

    Parcel keepingSource() {
        return new Parcel(jobId, content, destination, contentType, false, overwrite, append);
    }
}
