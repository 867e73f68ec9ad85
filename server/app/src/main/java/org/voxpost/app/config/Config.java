package org.voxpost.app.config;

import java.util.List;

/** Everything that can be configured; {@code conf/voxpost.yaml} says what each key means. */
public record Config(
        SipSection sip,
        MsrpSection msrp,
        MediaSection media,
        MsmlSection msml,
        TransferSection transfer,
        JournalSection journal,
        ApiSection api,
        List<WebhookSection> webhooks,
        ReceiveSection receive,
        LogSection log) {
    /** What a server does whose file says nothing. */
    public static final Config DEFAULT = new Config(
            SipSection.DEFAULT,
            MsrpSection.DEFAULT,
            MediaSection.DEFAULT,
            MsmlSection.DEFAULT,
            TransferSection.DEFAULT,
            JournalSection.DEFAULT,
            ApiSection.DEFAULT,
            List.of(),
            ReceiveSection.DEFAULT,
            LogSection.DEFAULT);
}
