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
 * @param delivery which delivery of the object it is, from 1
 * @param lastDelivery no further one of this job follows
 */
public record Parcel(
        String jobId,
        Content content,
        Optional<Destination> destination,
        Optional<String> contentType,
        boolean deleteSource,
        boolean overwrite,
        boolean append,
        int delivery,
        boolean lastDelivery) {

    /** The only delivery of its object. */
    public Parcel(
            String jobId,
            Content content,
            Optional<Destination> destination,
            Optional<String> contentType,
            boolean deleteSource,
            boolean overwrite,
            boolean append) {
        this(jobId, content, destination, contentType, deleteSource, overwrite, append, 1, true);
    }

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

    /** This parcel as one of several deliveries; the source is needed until the last of all. */
    public Parcel as(int number, boolean last, boolean sourceMayGo) {
        return new Parcel(
                jobId, content, destination, contentType, deleteSource && sourceMayGo, overwrite, append, number, last);
    }
}
