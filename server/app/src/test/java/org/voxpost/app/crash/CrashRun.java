package org.voxpost.app.crash;

import java.util.List;
import java.util.Optional;

/**
 * What one run came to, in which a server was killed at one step of what it does, started again, and checked.
 *
 * @param steps all that were seen
 * @param fatal the one that it died at; none when it came to its end before
 */
record CrashRun(List<String> steps, Optional<String> fatal) {

    /** For one that is not to die. */
    static final int NEVER = Integer.MAX_VALUE;

    /**
     * Runs it.
     *
     * @param fatal number of the step to die at, from 1
     * @throws AssertionError when somebody knows what does not fit
     */
    static CrashRun of(CrashPlay.Kind kind, CrashHome home, StepWatch watch, int fatal) throws Exception {
        try (CrashPlay play = CrashPlay.of(kind, home);
                ServerProcess server = play.start()) {
            int port = server.awaitServing().orElseThrow(() -> new AssertionError("not started: " + server.lines()));
            Steps steps = new Steps(fatal, server::beginKill);
            AutoCloseable watching = watch.begin(server, home, steps);
            try {
                play.play(server, port, steps);
                server.kill();
            } finally {
                watching.close();
            }
            play.check();
            return new CrashRun(steps.all(), steps.fatal());
        }
    }
}
