package org.voxpost.media;

@SuppressWarnings("DoNotCallSuggester") // until the next commit fills it in
final class SchemeMediaStore {
    private SchemeMediaStore() {}

    static MediaStore open(MediaConfiguration configuration) throws MediaException {
        throw new UnsupportedOperationException(configuration.toString());
    }
}
