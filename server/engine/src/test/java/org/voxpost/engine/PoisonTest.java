package org.voxpost.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.engine.event.TransferEvent;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.RememberingJournal;
import org.voxpost.testkit.DeliveryServerPeer;
import org.voxpost.testkit.SipDialog;

/** P22 of the fault model: the stack overflows somewhere in one job; it has one outcome, and the next job does not notice. */
class PoisonTest {

    @TempDir
    Path home;

    private final RememberingJournal journal = new RememberingJournal();

    @ParameterizedTest
    @ValueSource(classes = {Entry.AttemptBegun.class, Entry.SourceReady.class, Entry.Delivered.class})
    void anAttemptThatOverflowsTheStackFailsAlone(Class<? extends Entry> step) throws Exception {
        journal.poison(step::isInstance);
        assertThat(outcomesOfTwoCalls("xmsrp")).containsExactly("transfer.failed 500", "transfer.complete 200");
    }

    @ParameterizedTest
    @ValueSource(classes = {Entry.SourceReady.class, Entry.Delivered.class})
    void anAttemptAtAFileThatOverflowsTheStackFailsAlone(Class<? extends Entry> step) throws Exception {
        journal.poison(step::isInstance);
        assertThat(outcomesOfTwoCalls("file")).containsExactly("transfer.failed 500", "transfer.complete 200");
    }

    @Test
    void anEndWhoseWritingOverflowsTheStackIsWrittenAgain() throws Exception {
        journal.poison(Entry.JobFinished.class::isInstance);
        assertThat(outcomesOfTwoCalls("xmsrp")).containsExactly("transfer.complete 200", "transfer.complete 200");
        assertThat(journal.entries(Entry.JobFinished.class)).hasSize(2);
    }

    private String[] outcomesOfTwoCalls(String kind) throws Exception {
        try (DeliveryServerPeer far = DeliveryServerPeer.udp();
                Rig rig = Rig.start(home, from -> from, journal)) {
            rig.recording("a.amr", 3_000);
            return new String[] {outcome(rig, kind, far, "b"), outcome(rig, kind, far, "c")};
        }
    }

    private String outcome(Rig rig, String kind, DeliveryServerPeer far, String name) throws Exception {
        SipDialog call = rig.call();
        String object = kind.equals("file")
                ? "<fileobj src=\"file://a.amr\" dest=\"file://" + rig.media.resolve(name) + "\"/>"
                : Rig.object("file://a.amr", far.uri(), "");
        Rig.start(call, Rig.transfer("", object));
        TransferEvent.ObjectFinished end = rig.fact(TransferEvent.ObjectFinished.class);
        assertThat(Rig.event(call)).contains(end.end());
        assertThat(Files.exists(rig.media.resolve("a.amr"))).isTrue();
        return end.end() + " " + end.status();
    }
}
