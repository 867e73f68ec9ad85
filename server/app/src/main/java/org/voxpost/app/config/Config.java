package org.voxpost.app.config;

import java.util.List;

/** Everything that can be configured; {@code conf/voxpost.yaml} says what each key means. */
public record Config(
        ServerProfile profile,
        SipSection sip,
        MsrpSection msrp,
        MediaSection media,
        MsmlSection msml,
        TransferSection transfer,
        OverloadSection overload,
        CaptureSection capture,
        JournalSection journal,
        ApiSection api,
        List<WebhookSection> webhooks,
        ReceiveSection receive,
        LogSection log) {
    public Config {
        if (webhooks.stream().anyMatch(hook -> hook.url().isEmpty())) {
            throw new IllegalArgumentException("a webhook has no url");
        }
        if (webhooks.stream().map(WebhookSection::name).distinct().count() != webhooks.size()) {
            throw new IllegalArgumentException("two webhooks have the same name");
        }
    }

    /** What a server does whose file says nothing. */
    public static final Config DEFAULT = new Config(
            ServerProfile.STANDARD,
            SipSection.DEFAULT,
            MsrpSection.DEFAULT,
            MediaSection.DEFAULT,
            MsmlSection.DEFAULT,
            TransferSection.DEFAULT,
            OverloadSection.DEFAULT,
            CaptureSection.DEFAULT,
            JournalSection.DEFAULT,
            ApiSection.DEFAULT,
            List.of(),
            ReceiveSection.DEFAULT,
            LogSection.DEFAULT);
}
