package org.voxpost.engine.journal.sql;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.engine.capture.store.AuditEntry;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;
import org.voxpost.engine.capture.store.SessionRecord;

/** What is written of captured sessions. Each may run again behind a commit of which nobody knows whether it came through. */
final class CaptureStatements {

    private static final String SESSION_EXISTS = "select 1 from captures where id = ?";
    private static final String PREVIOUS_OF_CALL =
            "select id from captures where call_id = ? and opened_at >= ? order by seq desc limit 1";
    private static final String PREVIOUS_OF_CALLER =
            "select id from captures where caller = ? and opened_at >= ? order by seq desc limit 1";
    private static final String INSERT_SESSION =
            "insert into captures (id, node, origin, test, call_id, incident_id, sip_call_id, caller, called, peer,"
                    + " previous, opened_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String FACT_EXISTS = "select 1 from facts where capture = ? and number = ?";
    private static final String NEXT_FACT = "update counters set value = value + 1 where name = 'fact' returning value";
    private static final String INSERT_FACT = "insert into facts (seq, capture, number, at, kind, side, message_id,"
            + " party, content_type, octets, body, size, status, note) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
            + " ?)";

    private static final String KEEP = "insert into bodies (capture, body, start, octets) values (?, ?, ?, ?)"
            + " on conflict (capture, body, start) do nothing";
    private static final String DROP = "delete from bodies where capture = ? and body = ?";
    private static final String CLOSE =
            "update captures set closed_at = ?, ending = ? where id = ? and closed_at is null";

    private static final String BROKEN = "select id from captures where closed_at is null"
            + " and (node = ? and ? = 1 or node in (select id from nodes where dead = 1)) order by seq limit ?";
    private static final String LAST_NUMBER = "select max(number) from facts where capture = ?";
    private static final String LEFT =
            "select b.body, count(*), sum(length(b.octets)) from bodies b where b.capture = ?"
                    + " and not exists (select 1 from facts f where f.capture = b.capture and f.body = b.body)"
                    + " group by b.body order by min(b.start), b.body";

    private static final String MOVE = "insert into readers (name, place, moved_at) values (?, ?, ?)"
            + " on conflict (name) do update set place = excluded.place, moved_at = excluded.moved_at"
            + " where readers.place < excluded.place";

    private static final String AUDIT = "insert into audits (at, who, origin, what, capture) values (?, ?, ?, ?, ?)";

    private final String node;

    CaptureStatements(String node) {
        this.node = node;
    }

    void open(Sql sql, SessionRecord session, List<Fact> facts, Duration within) throws SQLException {
        if (!sql.exists(SESSION_EXISTS, session.id())) {
            sql.update(
                    INSERT_SESSION,
                    session.id(),
                    node,
                    session.origin().name(),
                    session.test() ? 1 : 0,
                    session.callId(),
                    session.incidentId(),
                    session.sipCallId(),
                    session.caller(),
                    session.called(),
                    session.peer(),
                    previous(sql, session, session.openedAt().minus(within)),
                    session.openedAt());
        }
        for (Fact fact : facts) {
            add(sql, fact);
        }
    }

    private static String previous(Sql sql, SessionRecord session, Instant since) throws SQLException {
        Optional<String> same = sql.first(PREVIOUS_OF_CALL, row -> row.getString(1), session.callId(), since);
        return same.isPresent()
                ? same.get()
                : sql.first(PREVIOUS_OF_CALLER, row -> row.getString(1), session.caller(), since)
                        .orElse("");
    }

    void add(Sql sql, Fact fact) throws SQLException {
        boolean free = fact.session().isEmpty();
        if (!free && sql.exists(FACT_EXISTS, fact.session(), fact.number())) {
            return;
        }
        long sequence = sql.first(NEXT_FACT, row -> row.getLong(1)).orElseThrow();
        sql.update(
                INSERT_FACT,
                sequence,
                free ? null : fact.session(),
                fact.number(),
                fact.at(),
                fact.kind().name(),
                fact.side().name(),
                fact.messageId(),
                fact.party(),
                fact.contentType(),
                fact.octets(),
                fact.body(),
                fact.size(),
                fact.status(),
                fact.note());
    }

    void addInstead(Sql sql, Fact fact, String body) throws SQLException {
        add(sql, fact);
        sql.update(DROP, fact.session(), body);
    }

    static void keep(Sql sql, String session, String body, long start, ByteBuffer octets) throws SQLException {
        sql.update(KEEP, session, body, start, octets);
    }

    void close(Sql sql, Fact end) throws SQLException {
        add(sql, end);
        sql.update(CLOSE, end.at(), end.note(), end.session());
    }

    private record Left(String body, long pieces, long octets) {}

    /** @return how many were closed, at most {@code limit} */
    int closeBroken(Sql sql, Instant at, String why, boolean own, int limit) throws SQLException {
        List<String> broken = sql.list(BROKEN, row -> row.getString(1), node, own ? 1 : 0, limit);
        for (String session : broken) {
            int number = sql.first(LAST_NUMBER, row -> row.getInt(1), session).orElse(0);
            List<Fact> facts = new ArrayList<>();
            for (Left left :
                    sql.list(LEFT, row -> new Left(row.getString(1), row.getLong(2), row.getLong(3)), session)) {
                facts.add(Fact.of(FactKind.INCOMPLETE, at, why).contentKept("", left.body(), left.octets()));
            }
            facts.add(Fact.of(FactKind.MEDIA_ENDED, at, why));
            for (Fact fact : facts) {
                number++;
                add(sql, fact.in(session, number));
            }
            close(sql, Fact.of(FactKind.CALL_ENDED, at, why).in(session, number + 1));
        }
        return broken.size();
    }

    static void move(Sql sql, String reader, long place, Instant at) throws SQLException {
        sql.update(MOVE, reader, place, at);
    }

    static void audit(Sql sql, AuditEntry entry) throws SQLException {
        sql.update(AUDIT, entry.at(), entry.who(), entry.from(), entry.what(), entry.session());
    }
}
