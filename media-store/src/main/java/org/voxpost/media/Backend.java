package org.voxpost.media;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** One kind of storage. Every back end passes the same contract test. */
interface Backend<U extends MediaUri> {

    /**
     * See {@link MediaStore#fetch(MediaUri, FetchTerms, String)}.
     *
     * @param id under which the spool holds what is pulled; null to hold it for the result alone
     */
    Fetched fetch(U source, FetchTerms terms, @Nullable String id) throws MediaException;

    /** See {@link MediaStore#delete(MediaUri, String)}; null deletes whatever is there. */
    void delete(U uri, @Nullable String version) throws MediaException;

    /** See {@link MediaStore#checkDeletable}. */
    void checkDeletable(U uri) throws MediaException;

    /** See {@link MediaStore#write}. */
    long write(InputStream content, U destination, WriteMode mode) throws MediaException;
}
