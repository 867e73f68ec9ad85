package org.voxpost.media;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * An S3-compatible storage that {@code s3://BUCKET/KEY} means.
 *
 * @param buckets served by it, or {@code *} for all
 * @param endpoint scheme, host and port; http only where the network is trusted
 * @param region that requests are signed for
 * @param pathStyle whether the bucket stands in the path, and not before the host
 * @param accessKey empty to sign nothing
 * @param secretKey never logged
 * @param sessionToken of temporary credentials; empty for none
 * @param writeAllowed whether destinations may be there
 * @param deleteAllowed whether sources there may be deleted
 * @param tls empty for what Java trusts
 */
public record S3Store(
        List<String> buckets,
        URI endpoint,
        String region,
        boolean pathStyle,
        String accessKey,
        String secretKey,
        String sessionToken,
        boolean writeAllowed,
        boolean deleteAllowed,
        Optional<HttpTls> tls) {

    public S3Store {
        buckets = List.copyOf(buckets);
        boolean http = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
        String path = endpoint.getRawPath();
        if (!http
                || endpoint.getHost() == null
                || endpoint.getRawUserInfo() != null
                || endpoint.getRawQuery() != null
                || !(path.isEmpty() || path.equals("/"))) {
            throw new IllegalArgumentException("not an http or https URI of a host alone: " + endpoint);
        }
    }

    /** One that may only be read, all buckets, in path style. */
    public static S3Store reading(URI endpoint, String region, String accessKey, String secretKey) {
        return new S3Store(
                List.of("*"), endpoint, region, true, accessKey, secretKey, "", false, false, Optional.empty());
    }

    public S3Store withRights(boolean write, boolean delete) {
        return new S3Store(
                buckets, endpoint, region, pathStyle, accessKey, secretKey, sessionToken, write, delete, tls);
    }

    public S3Store withPathStyle(boolean inPath) {
        return new S3Store(
                buckets,
                endpoint,
                region,
                inPath,
                accessKey,
                secretKey,
                sessionToken,
                writeAllowed,
                deleteAllowed,
                tls);
    }

    public S3Store withBuckets(String... names) {
        return new S3Store(
                List.of(names),
                endpoint,
                region,
                pathStyle,
                accessKey,
                secretKey,
                sessionToken,
                writeAllowed,
                deleteAllowed,
                tls);
    }

    boolean serves(String bucket) {
        return buckets.contains("*") || buckets.contains(bucket);
    }

    @Override
    public String toString() {
        return "S3Store[" + endpoint + ", " + buckets + "]";
    }
}
