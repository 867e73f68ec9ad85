package org.voxpost.media;

import org.jspecify.annotations.Nullable;

/** One kind of storage. Every back end passes the same contract test. */
interface Backend<U extends MediaUri> {

    /** See {@link MediaStore#fetch}. */
    Fetched fetch(U source, FetchTerms terms) throws MediaException;

    /** See {@link MediaStore#delete(MediaUri, String)}; null deletes whatever is there. */
    void delete(U uri, @Nullable String version) throws MediaException;

    /** See {@link MediaStore#checkDeletable}. */
    void checkDeletable(U uri) throws MediaException;
}
