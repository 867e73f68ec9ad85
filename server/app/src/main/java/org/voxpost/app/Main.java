package org.voxpost.app;

import org.voxpost.app.command.VoxpostCommand;
import org.voxpost.app.log.PlatformLog;

/** Where the process starts; {@code ./voxpost} says with which options of the Java machine. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        PlatformLog.join();
        System.exit(VoxpostCommand.run(arguments));
    }
}
