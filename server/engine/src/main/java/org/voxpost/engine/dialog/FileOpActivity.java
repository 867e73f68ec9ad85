package org.voxpost.engine.dialog;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.lane.SideWork;
import org.voxpost.engine.transfer.AttemptOutcome.Failed;
import org.voxpost.engine.transfer.Parting;
import org.voxpost.engine.transfer.SourceFailure;
import org.voxpost.media.FetchTerms;
import org.voxpost.media.MediaException;
import org.voxpost.media.MediaStore;
import org.voxpost.media.MediaUri;
import org.voxpost.media.WriteMode;
import org.voxpost.msml.EventNames;
import org.voxpost.msml.dialog.FileOp;

/** The primitive {@code <fileop>}: work on files of the server. It tells nothing but, in the dialog's exit, its failure. */
final class FileOpActivity implements Activity {

    /** What it works with. */
    record Terms(MediaStore media, Executor blocking, Duration deadline) {}

    private final FileOp operation;
    private final DialogOrder order;
    private final Lane lane;
    private final Terms terms;
    private final Scope scope;
    private final SideWork work = new SideWork();
    private boolean parked;

    FileOpActivity(FileOp operation, DialogOrder order, Lane lane, Terms terms, Scope scope) {
        this.operation = operation;
        this.order = order;
        this.lane = lane;
        this.terms = terms;
        this.scope = scope;
    }

    @Override
    public void start() {
        work.run(
                terms.blocking(),
                this::perform,
                _ -> lane.execute(this::completed),
                e -> lane.execute(() -> failed(e)));
    }

    @Override
    public boolean answersTo(String target) {
        return Activity.means(target, "fileop", operation.id());
    }

    @Override
    public void event(String target, String name) {
        if (EventNames.longestMatch(name, List.of("terminate")).isPresent()) {
            work.cancel();
        }
    }

    @Override
    public void terminate(Parting how) {
        work.cancel();
    }

    @Override
    public void park() {
        parked = true;
        work.cancel();
    }

    @Override
    public void silence() {
        work.cancel();
    }

    private FileOp perform() throws MediaException {
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
        return operation;
    }

    private MediaUri destination() throws MediaException {
        return MediaUri.parse(operation.dest().orElse(""));
    }

    private void completed() {
        order.finished(operation);
        scope.completed(this);
    }

    /** Being ended is no failure. */
    private void failed(Exception e) {
        if (parked) {
            return;
        }
        if (!work.cancelled()) {
            Failed failed = SourceFailure.of(e);
            scope.failed(
                    ExitStatus.of(failed.status()), ExitStatus.description("fileop", failed.status(), failed.reason()));
        }
        completed();
    }
}
