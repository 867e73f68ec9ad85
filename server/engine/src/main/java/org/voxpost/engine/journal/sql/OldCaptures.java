package org.voxpost.engine.journal.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Deletes closed sessions and audit entries that are older than they are to be kept, a few at a time between commits, so that none waits
 * long for it.
 */
final class OldCaptures implements GroupCommit.Chores {

    private static final String SESSIONS = "delete from captures where seq in (select seq from captures"
            + " where closed_at is not null and closed_at < ? order by closed_at limit ?)";
    private static final String LOOSE_FACTS =
            "delete from facts where seq in (select seq from facts where capture is null and at < ? order by seq limit"
                    + " ?)";
    private static final String AUDITS =
            "delete from audits where seq in (select seq from audits where at < ? order by at limit ?)";

    /** Of primitives whose order was given up. */
    private static final String PLACES = "delete from readers where name in (select name from readers"
            + " where name like 'msml:%' and moved_at < ? limit ?)";

    private static final Duration NOTHING_FOUND = Duration.ofSeconds(10);
    private static final Duration MORE = Duration.ofMillis(50);
    private static final int FEW = 8;

    private final Duration age;
    private final InstantSource clock;
    private long nextTurn = System.nanoTime();

    /** @param age after which they go */
    OldCaptures(Duration age, InstantSource clock) {
        this.age = age;
        this.clock = clock;
    }

    @Override
    public void turn(Sql sql) throws SQLException {
        long start = System.nanoTime();
        if (start - nextTurn < 0) {
            return;
        }
        Instant before = clock.instant().minus(age);
        int deleted = sql.update(SESSIONS, before, FEW);
        deleted += sql.update(LOOSE_FACTS, before, FEW);
        deleted += sql.update(AUDITS, before, FEW);
        deleted += sql.update(PLACES, before, FEW);
        sql.commit();
        nextTurn = System.nanoTime() + (deleted == 0 ? NOTHING_FOUND : MORE).toNanos();
    }
}
