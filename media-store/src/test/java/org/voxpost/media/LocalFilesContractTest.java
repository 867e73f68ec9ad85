package org.voxpost.media;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

class LocalFilesContractTest extends BackendContract {

    private Path root() {
        return directory.resolve("media");
    }

    @Override
    MediaConfiguration configuration(MediaConfiguration base, boolean allowed) {
        return allowed ? base.withDeletable(root()) : base;
    }

    @Override
    MediaUri destination(String name) throws Exception {
        return MediaUri.parse("file://" + directory.resolve("out").resolve(name));
    }

    /** Its copies go to the writable root as well, which is therefore writable always. */
    @Override
    MediaUri elsewhere(MediaUri destination) throws Exception {
        return MediaUri.parse("file://" + root().resolve("mail"));
    }

    @Override
    byte[] written(String name) throws Exception {
        return Files.readAllBytes(directory.resolve("out").resolve(name));
    }

    @Override
    boolean isWritten(String name) {
        return Files.exists(directory.resolve("out").resolve(name)) || exists(name);
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
