package org.voxpost.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the delivery server says it got. Each file is removed at once, so that the disk does not fill. */
final class Received implements Consumer<String> {
    private static final Pattern FILE = Pattern.compile("received (.+)  [\\d,]+ bytes?  sha256 ([0-9a-f]{64})");

    private final String sha256;
    private final Semaphore files = new Semaphore(0);
    private final AtomicReference<String> failure = new AtomicReference<>();

    /** @param sha256 of the source, in hexadecimal */
    Received(String sha256) {
        this.sha256 = sha256;
    }

    @Override
    public void accept(String line) {
        Matcher match = FILE.matcher(line);
        if (!match.matches()) {
            failure.compareAndSet(null, "the delivery server said: " + line);
        } else if (!match.group(2).equals(sha256)) {
            failure.compareAndSet(null, "the delivery server got another file: " + line);
        } else {
            try {
                Files.delete(Path.of(match.group(1)));
                files.release();
            } catch (IOException gone) {
                failure.compareAndSet(null, "the file is not there: " + line);
            }
        }
    }

    /** Takes that many files off the account, and throws when they do not come. */
    void expect(int count) throws InterruptedException {
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
