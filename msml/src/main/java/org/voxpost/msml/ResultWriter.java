package org.voxpost.msml;

final class ResultWriter {
    ResultWriter(DocumentForm form) {}

    byte[] write(MsmlResult result) {
        throw new UnsupportedOperationException(result.toString());
    }
}
