package org.voxpost.engine.dialog;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.lane.Lane;
import org.voxpost.media.FetchTerms;
import org.voxpost.media.MediaException;
import org.voxpost.media.MediaStore;
import org.voxpost.media.MediaUri;
import org.voxpost.media.WriteMode;
import org.voxpost.msml.EventNames;
import org.voxpost.msml.dialog.FileOp;

/** The primitive {@code <fileop>}: work on files of the server. It tells nothing but, in the dialog's exit, its failure. */
final class FileOpActivity implements Activity {

    private static final Logger log = LoggerFactory.getLogger(FileOpActivity.class);

    /** What it works with. */
    record Terms(MediaStore media, Executor blocking, Duration deadline) {}

    private final FileOp operation;
    private final Lane lane;
    private final Terms terms;
    private final Scope scope;
    private @Nullable FutureTask<?> work;

    FileOpActivity(FileOp operation, Lane lane, Terms terms, Scope scope) {
        this.operation = operation;
        this.lane = lane;
        this.terms = terms;
        this.scope = scope;
    }

    @Override
    public void start() {
        FutureTask<?> task = new FutureTask<>(this::work, null);
        work = task;
        terms.blocking().execute(task);
    }

    @Override
    public boolean answersTo(String target) {
        return target.equals("fileop")
                || operation
                        .id()
                        .filter(id -> target.equals(id) || target.equals("fileop." + id))
                        .isPresent();
    }

    @Override
    public void event(String name) {
        if (EventNames.longestMatch(name, List.of("terminate")).isPresent()) {
            terminate();
        }
    }

    @Override
    public void terminate() {
        if (work != null) {
            work.cancel(true);
        }
    }

    @Override
    public void silence() {
        terminate();
    }

    private void work() {
        try {
            perform();
            lane.execute(() -> scope.completed(this));
        } catch (MediaException e) {
            lane.execute(() -> failed(e.code() == 0 ? status(e) : e.code(), String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            log.error("A file operation broke", e);
            lane.execute(() -> failed(500, "internal error"));
        }
    }

    private void perform() throws MediaException {
        MediaUri source = MediaUri.parse(operation.src());
        FetchTerms fetch = new FetchTerms(terms.deadline(), Long.MAX_VALUE);
        WriteMode mode = operation.overwrite() ? WriteMode.REPLACE : WriteMode.CREATE;
        switch (operation.operation()) {
            case COPY -> terms.media().copy(source, destination(), mode, fetch);
            case MOVE -> terms.media().move(source, destination(), mode, fetch);
            case APPEND -> terms.media().copy(source, destination(), WriteMode.APPEND, fetch);
            case DELETE -> terms.media().delete(source);
            case CONVERT -> throw new IllegalStateException("refused when the dialog was asked for");
        }
    }

    private MediaUri destination() throws MediaException {
        return MediaUri.parse(operation.dest().orElse(""));
    }

    private void failed(int status, String why) {
        scope.failed(ExitStatus.of(status), ExitStatus.description("fileop", status, why));
        scope.completed(this);
    }

    private static int status(MediaException e) {
        return switch (e.reason()) {
            case NOT_FOUND -> 404;
            case FORBIDDEN, NOT_DELETABLE -> 403;
            case BAD_URI -> 410;
            case EXISTS -> 409;
            case TOO_LARGE -> 413;
            case UNREADABLE -> 415;
            case TIMEOUT -> 408;
            case CANCELLED -> 487;
            case REMOTE_STATUS, UNREACHABLE, TRUNCATED, NO_SPACE, CHANGED, MISMATCH, IO -> 480;
        };
    }
}
