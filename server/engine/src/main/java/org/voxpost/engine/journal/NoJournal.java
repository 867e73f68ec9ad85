package org.voxpost.engine.journal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Forgets everything. */
record NoJournal() implements Journal {

    @Override
    public CompletableFuture<Void> write(Entry entry) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void recover(Consumer<List<OpenOrder>> taker) {
        taker.accept(List.of());
    }

    @Override
    public boolean keeps() {
        return false;
    }

    @Override
    public void close() {}
}
