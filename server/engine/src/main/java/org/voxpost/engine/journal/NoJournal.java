package org.voxpost.engine.journal;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Forgets everything. */
record NoJournal() implements Journal {

    @Override
    public CompletableFuture<Void> write(Entry entry) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void recover(Consumer<OpenOrder> taker) {}

    @Override
    public boolean keeps() {
        return false;
    }

    @Override
    public void close() {}
}
