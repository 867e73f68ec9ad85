package org.voxpost.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.media.MediaException.Reason;

class S3ContractTest extends BackendContract {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path home;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static S3Process server;

    private static int tests;

    private @Nullable String prefix;

    @BeforeAll
    static void start() throws Exception {
        server = S3Process.start(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Each test has keys of its own. */
    private String prefix() {
        String ours = prefix;
        if (ours == null) {
            ours = "test " + tests++ + "/";
            prefix = ours;
        }
        return ours;
    }

    @Override
    MediaConfiguration configuration(MediaConfiguration base, boolean allowed) {
        return base.withS3(server.store().withRights(allowed, allowed));
    }

    @Override
    MediaUri put(String name, byte[] content) throws Exception {
        MediaUri uri = destination(name);
        store.write(new ByteArrayInputStream(content), uri, WriteMode.REPLACE);
        return uri;
    }

    @Override
    boolean exists(String name) {
        return Files.exists(file(name));
    }

    private Path file(String name) {
        return home.resolve("objects").resolve(S3Process.BUCKET).resolve(prefix() + name);
    }

    @Override
    MediaUri destination(String name) throws Exception {
        return MediaUri.parse("s3://" + S3Process.BUCKET + "/" + prefix() + name);
    }

    @Override
    byte[] written(String name) throws Exception {
        return Files.readAllBytes(file(name));
    }

    @Override
    boolean isWritten(String name) {
        return exists(name);
    }

    @Test
    void everyCharacterOfAKeyIsTheKeys() throws Exception {
        for (String key : new String[] {"a b+c%20d", "ä€𝄞", "?x=1&y=2#z", "!*'();:@,[]~_.-", "deep/er/still"}) {
            put(key, key.getBytes(UTF_8));
            assertThat(new String(written(key), UTF_8)).isEqualTo(key);
        }
    }

    @Test
    void aWrongSecretIsRefusedByTheServer() throws Exception {
        MediaUri uri = put("mail", new byte[1]);
        S3Store known = server.store();
        S3Store wrong = S3Store.reading(known.endpoint(), known.region(), known.accessKey(), "wrong-secret");
        try (MediaStore other =
                MediaStore.open(MediaConfiguration.reading(directory.resolve("media"), directory.resolve("spool-wrong"))
                        .withS3(wrong))) {
            MediaException refused =
                    Failing.with(Reason.REMOTE_STATUS, () -> other.fetch(uri, FetchTerms.configured()));
            assertThat(refused.code()).isEqualTo(403);
            assertThat(refused.temporary()).isFalse();
            assertThat(refused.getMessage()).doesNotContain("secret");
        }
        assertThat(wrong.toString()).doesNotContain("wrong-secret");
    }

    @Test
    void aMissingBucketIsAPermanentFailure() throws Exception {
        MediaUri nowhere = MediaUri.parse("s3://no-such-bucket/a");
        Failing.with(Reason.NOT_FOUND, () -> store.fetch(nowhere, FetchTerms.configured()));
        Failing.with(
                Reason.NOT_FOUND, () -> store.write(new ByteArrayInputStream(new byte[1]), nowhere, WriteMode.REPLACE));
    }

    @Test
    void aBucketThatNoStoreServesIsForbidden() throws Exception {
        try (MediaStore narrow = MediaStore.open(
                MediaConfiguration.reading(directory.resolve("media"), directory.resolve("spool-narrow"))
                        .withS3(server.store().withBuckets("prompts")))) {
            MediaUri uri = put("mail", new byte[1]);
            Failing.with(Reason.FORBIDDEN, () -> narrow.fetch(uri, FetchTerms.configured()));
        }
    }

    @Test
    void whatIsPulledForAJobIsPulledOnce() throws Exception {
        MediaUri uri = put("mail", "once".getBytes(UTF_8));
        store.fetch(uri, FetchTerms.configured(), "job").close();
        put("mail", "changed".getBytes(UTF_8));
        try (Fetched again = store.fetch(uri, FetchTerms.configured(), "job")) {
            assertThat(text(again)).isEqualTo("once");
        }
    }
}
