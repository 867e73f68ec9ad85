package org.voxpost.msml;

final class EventWriter {
    EventWriter(DocumentForm form) {}

    byte[] write(MsmlEvent event) {
        throw new UnsupportedOperationException(event.toString());
    }
}
