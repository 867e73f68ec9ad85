package org.voxpost.media;

final class SchemeMediaStore {
    private SchemeMediaStore() {}

    static MediaStore open(MediaConfiguration configuration) throws MediaException {
        throw new UnsupportedOperationException(configuration.toString());
    }
}
