package org.voxpost.media;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

class LocalFilesContractTest extends BackendContract {

    private Path root() {
        return directory.resolve("media");
    }

    @Override
    MediaConfiguration configuration(MediaConfiguration base, boolean deletable) throws Exception {
        Path out = Files.createDirectories(directory.resolve("out"));
        MediaConfiguration writable = base.withWritable(out);
        return deletable ? writable.withDeletable(root()) : writable;
    }

    @Override
    MediaUri put(String name, byte[] content) throws Exception {
        Path fresh = Files.write(directory.resolve("fresh"), content);
        Files.move(fresh, root().resolve(name), StandardCopyOption.REPLACE_EXISTING);
        return MediaUri.parse("file://" + name);
    }

    @Override
    boolean exists(String name) {
        return Files.exists(root().resolve(name));
    }
}
