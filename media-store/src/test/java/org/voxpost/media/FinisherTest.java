package org.voxpost.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.media.MediaException.Reason;

class FinisherTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    private final SynchronousQueue<Boolean> forces = new SynchronousQueue<>();
    private final AtomicInteger forced = new AtomicInteger();
    private final Finisher finisher = new Finisher(() -> {
        forced.incrementAndGet();
        answerOfTheDisk();
    });

    @AfterEach
    void close() {
        finisher.close();
    }

    @Test
    void noFileIsReportedBeforeItsNameIsForced() throws Exception {
        CompletableFuture<Path> one = finishing("one");
        awaitForce();
        assertThat(directory.resolve("one")).hasContent("one");
        assertThat(one).isNotDone();
        letTheDisk(true);
        assertThat(one).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(directory.resolve("one"));
    }

    @Test
    void filesThatWaitShareOneLookAtTheDirectory() throws Exception {
        CompletableFuture<Path> one = finishing("one");
        awaitForce();
        CompletableFuture<Path> two = finishing("two");
        CompletableFuture<Path> three = finishing("three");
        letTheDisk(true);
        assertThat(one).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(two).isNotDone();
        letTheDisk(true);
        assertThat(two).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(three).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(directory.resolve("three"));
        assertThat(forced).hasValue(2);
    }

    @Test
    void whatTheDirectoryDoesNotTakeIsNotReported() throws Exception {
        CompletableFuture<Path> one = finishing("one");
        letTheDisk(false);
        assertThatThrownBy(() -> one.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(MediaException.class);
    }

    @Test
    void aFileThatIsNoLongerThereDoesNotHoldUpTheOthers() throws Exception {
        ReceivedFile torn = received("torn");
        torn.abort();
        CompletableFuture<Path> failed = finisher.finish(torn).toCompletableFuture();
        assertThatThrownBy(() -> failed.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.reason()).isEqualTo(Reason.IO));
        CompletableFuture<Path> good = finishing("good");
        letTheDisk(true);
        assertThat(good).succeedsWithin(10, TimeUnit.SECONDS);
    }

    private CompletableFuture<Path> finishing(String name) throws Exception {
        return received(name).finishing(ExpectedContent.nothing()).toCompletableFuture();
    }

    private ReceivedFile received(String name) throws Exception {
        ReceivedFile file = ReceivedFile.start(
                directory,
                name,
                100,
                new KeptFiles(directory, KeepTerms.NOTHING),
                finisher,
                directory.resolve(KeptFiles.PREFIX + name + KeptFiles.ARRIVING));
        file.write(0, ByteBuffer.wrap(name.getBytes(UTF_8)));
        return file;
    }

    private void awaitForce() {
        while (forced.get() == 0) {
            Thread.onSpinWait();
        }
    }

    private void letTheDisk(boolean work) throws InterruptedException {
        assertThat(forces.offer(work, 10, TimeUnit.SECONDS)).isTrue();
    }

    private void answerOfTheDisk() throws IOException {
        try {
            if (!Boolean.TRUE.equals(forces.poll(10, TimeUnit.SECONDS))) {
                throw new IOException("the disk fails");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
