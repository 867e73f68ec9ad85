package org.voxpost.app.config;

import java.time.Duration;

/** Section {@code msml}: what a document may cost (RFC 5707), in which dialect it is answered, and the names that no standard gives. */
public record MsmlSection(
        DialectForm form,
        LimitsSection limits,
        @Bounds(min = "1", max = "100000") int dialogs,
        @Bounds(min = "100ms", max = "10m") Duration scriptDeadline,
        TransferNames names) {
    static final MsmlSection DEFAULT = new MsmlSection(
            DialectForm.AUTO,
            new LimitsSection(new ByteSize(256 * 1024), 32, 4096, 64, 8192),
            256,
            Duration.ofSeconds(10),
            new TransferNames(
                    "transfer.end",
                    "transfer.duration",
                    "transfer.objid",
                    "transfer.size",
                    "transfer.status",
                    "transfer.reason",
                    "transfer.objcount",
                    "transfer.complete",
                    "transfer.complete.maxtime",
                    "transfer.terminated",
                    "transfer.failed",
                    "resume",
                    "terminate",
                    "starttimer"));

    /** In which form results and events are written. */
    public enum DialectForm {
        /** By the media type that the client speaks: {@code application/msml+xml} is RFC 5707, {@code application/xml} is XMS. */
        AUTO,
        XMS,
        RFC
    }

    /** What a document may cost us; one beyond a limit is answered 400. */
    public record LimitsSection(
            @Bounds(min = "64B", max = "16MiB") ByteSize size,
            @Bounds(min = "4", max = "256") int depth,
            @Bounds(min = "4", max = "1000000") int elements,
            @Bounds(min = "8", max = "1000") int attributes,
            @Bounds(min = "64", max = "1048576") int attributeLength) {}

    /** Variables, values of {@code transfer.end} and event names of the transfer primitive. */
    public record TransferNames(
            @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS)
            String end,

            @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS)
            String duration,

            @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS)
            String objectId,

            @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS)
            String size,

            @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS)
            String status,

            @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS)
            String reason,

            @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS)
            String objectCount,

            @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS)
            String complete,

            @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS)
            String maxTime,

            @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS)
            String terminated,

            @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS)
            String failed,

            @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS)
            String resume,

            @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS)
            String terminate,

            @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS)
            String startTimer) {}
}
