package org.voxpost.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An entry of {@code media.s3}: a storage that {@code s3://BUCKET/KEY} means. */
public record StoreSection(
        @Form(value = "\\*|[a-z0-9][a-z0-9.\\-]{1,61}[a-z0-9]", words = "the name of a bucket, or *")
        List<String> buckets,

        @Form(
                value = "https?://[^\\s\\p{Cntrl}/?#@]{1,300}/?",
                words = "http or https with a host, such as https://s3.eu-central-1.amazonaws.com")
        String endpoint,

        @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS) String region,

        boolean pathStyle,
        String accessKey,
        Optional<String> secret,
        Optional<Path> secretFile,
        Optional<Path> sessionTokenFile,
        boolean write,
        boolean delete,
        Optional<Path> trust) {

    public StoreSection {
        if (secret.isPresent() && secretFile.isPresent()) {
            throw new IllegalArgumentException("secret and secret-file are both set");
        }
        if (!accessKey.isEmpty() && secret.isEmpty() && secretFile.isEmpty()) {
            throw new IllegalArgumentException("access-key needs secret or secret-file");
        }
    }

    static StoreSection defaults() {
        return new StoreSection(
                List.of(),
                "https://s3.invalid",
                "us-east-1",
                false,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.empty());
    }

    /** Without the secret: configurations are logged. */
    @Override
    public String toString() {
        return "StoreSection[endpoint=" + endpoint + ", buckets=" + buckets + "]";
    }
}
