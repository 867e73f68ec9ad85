package org.voxpost.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.app.house.SourceTree;

/** P22 of the fault model: a server that has no memory left ends, instead of going on by halves, and the next run goes on with its jobs. */
class OutOfMemoryTest {

    private static final Pattern LAUNCHER_OPTION = Pattern.compile("-XX:\\+\\w*OnOutOfMemoryError");

    @TempDir
    Path directory;

    @Test
    @Timeout(120)
    void aServerWithoutMemoryEndsAndTheNextOneGoesOn() throws Exception {
        Path marker = Files.createFile(directory.resolve("hungry"));
        ServerProgram program = ServerProgram.compiled()
                .with("-Xmx64m", launcherOption(), "-Dlogback.configurationFile=" + logging(marker));
        try (CrashScene scene = new CrashScene(CrashHome.embedded(directory, program));
                ServerProcess server = scene.start()) {
            scene.order(server.awaitServing().orElseThrow());

            assertThat(server.death().get(60, TimeUnit.SECONDS).exitValue()).isEqualTo(3);

            Files.delete(marker);
            CrashCheck.afterDeath(scene).afterRestart();
        }
    }

    /** As {@code ./voxpost} passes it. */
    private static String launcherOption() throws IOException {
        Matcher option =
                LAUNCHER_OPTION.matcher(Files.readString(SourceTree.root().resolve("voxpost")));
        assertThat(option.find()).as("the launcher has an option for it").isTrue();
        return option.group();
    }

    private Path logging(Path marker) throws IOException {
        return Files.writeString(
                directory.resolve("hungry.xml"),
                "<configuration><appender name=\"HUNGRY\" class=\"" + HungryAppender.class.getName() + "\"><marker>"
                        + marker + "</marker></appender><logger name=\"org.voxpost\" level=\"INFO\"/>"
                        + "<root level=\"WARN\"><appender-ref ref=\"HUNGRY\"/></root></configuration>");
    }
}
