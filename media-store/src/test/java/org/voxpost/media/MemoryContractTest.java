package org.voxpost.media;

import java.io.ByteArrayInputStream;

class MemoryContractTest extends BackendContract {

    @Override
    MediaConfiguration configuration(MediaConfiguration base, boolean allowed) {
        return base.withMemory(allowed ? MemorySettings.of(10 << 20) : new MemorySettings(10 << 20, false, false));
    }

    @Override
    MediaUri put(String name, byte[] content) throws Exception {
        MediaUri uri = destination(name);
        store.write(new ByteArrayInputStream(content), uri, WriteMode.REPLACE);
        return uri;
    }

    @Override
    boolean exists(String name) {
        return isWritten(name);
    }

    @Override
    MediaUri destination(String name) throws Exception {
        return MediaUri.parse("memory:" + name);
    }

    @Override
    byte[] written(String name) throws Exception {
        try (Fetched fetched = store.fetch(destination(name), FetchTerms.configured())) {
            return fetched.stream().readAllBytes();
        }
    }

    @Override
    boolean isWritten(String name) {
        try {
            written(name);
            return true;
        } catch (Exception e) {
            return false;
        }
    }
}
