package org.voxpost.media;

import java.io.ByteArrayInputStream;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signature version 4 on a request, with the SHA-256 of its payload. The library is not loaded before the first one. */
final class S3Signature {

    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    private S3Signature() {}

    static void put(HttpUriRequestBase request, URI target, S3Store store, @Nullable SpoolEntity payload) {
        SdkHttpRequest.Builder unsigned = SdkHttpRequest.builder()
                .uri(target)
                .method(SdkHttpMethod.fromValue(request.getMethod()))
                .putHeader(HttpHeaders.HOST, target.getRawAuthority());
        for (Header header : request.getHeaders()) {
            unsigned.appendHeader(header.getName(), String.valueOf(header.getValue()));
        }
        ContentStreamProvider content =
                payload == null ? () -> new ByteArrayInputStream(new byte[0]) : payload::getContent;
        SignedRequest signed = SIGNER.sign(request(unsigned.build(), store, content));
        signed.request().forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase(HttpHeaders.HOST) && !name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
                values.forEach(value -> request.setHeader(name, value));
            }
        });
    }

    private static SignRequest<AwsCredentialsIdentity> request(
            SdkHttpRequest unsigned, S3Store store, ContentStreamProvider content) {
        return SignRequest.builder(identity(store))
                .request(unsigned)
                .payload(content)
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.REGION_NAME, store.region())
                .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                .build();
    }

    private static AwsCredentialsIdentity identity(S3Store store) {
        return store.sessionToken().isEmpty()
                ? AwsCredentialsIdentity.create(store.accessKey(), store.secretKey())
                : AwsSessionCredentialsIdentity.create(store.accessKey(), store.secretKey(), store.sessionToken());
    }
}
