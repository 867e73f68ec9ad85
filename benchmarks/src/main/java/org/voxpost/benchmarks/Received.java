package org.voxpost.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the delivery server says it got. Files stay until the whole run is over: ext4 spends a quarter of a millisecond on each new file
 * while thousands of others were deleted in the last seconds, and no delivery server lives like that.
 */
public final class Received implements Consumer<String> {
    private static final Pattern FILE = Pattern.compile("received (.+)  [\\d,]+ bytes?  sha256 ([0-9a-f]{64})");

    /** Said of a file that takes longer than a moment. */
    private static final Pattern PROGRESS = Pattern.compile(".+: +\\d+ % of .+");

    private final String sha256;
    private final Semaphore files = new Semaphore(0);
    private final AtomicReference<String> failure = new AtomicReference<>();

    /** @param sha256 of the source, in hexadecimal */
    public Received(String sha256) {
        this.sha256 = sha256;
    }

    @Override
    public void accept(String line) {
        if (PROGRESS.matcher(line).matches()) {
            return;
        }
        Matcher match = FILE.matcher(line);
        if (!match.matches()) {
            failure.compareAndSet(null, "the delivery server said: " + line);
        } else if (!match.group(2).equals(sha256)) {
            failure.compareAndSet(null, "the delivery server got another file: " + line);
        } else if (!Files.isRegularFile(Path.of(match.group(1)))) {
            failure.compareAndSet(null, "the file is not there: " + line);
        } else {
            files.release();
        }
    }

    /** Takes that many files off the account, and throws when they do not come. */
    public void expect(int count) throws InterruptedException {
        boolean all = files.tryAcquire(count, 10, TimeUnit.SECONDS);
        Optional.ofNullable(failure.get()).ifPresent(why -> {
            throw new BenchmarkFailure("A transfer failed, there are no figures: " + why);
        });
        if (!all) {
            throw new BenchmarkFailure(
                    "The delivery server got fewer files than the server reported, there are no figures.");
        }
    }
}
