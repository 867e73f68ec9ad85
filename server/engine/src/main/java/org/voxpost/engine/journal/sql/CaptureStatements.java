package org.voxpost.engine.journal.sql;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.capture.store.AuditEntry;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;
import org.voxpost.engine.capture.store.SessionRecord;
import org.voxpost.engine.capture.store.Side;
import org.voxpost.engine.journal.JournalException;

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

    private static final String FACT_OF = "select kind, message_id, at from facts where capture = ? and number = ?";
    private static final String LAST = "select coalesce(max(seq), 0) from captures";
    private static final String NEXT_FACT = "update counters set value = value + 1 where name = 'fact' returning value";
    private static final String INSERT_FACT = "insert into facts (seq, capture, number, at, kind, side, message_id,"
            + " party, content_type, octets, body, size, status, note, entry_key) values (?, ?, ?, ?, ?, ?, ?, ?, ?,"
            + " ?, ?, ?, ?, ?, ?)";
    private static final String FACT_EXISTS = "select 1 from facts where entry_key = ?";

    private static final String KEEP = "insert into bodies (capture, body, start, octets) values (?, ?, ?, ?)"
            + " on conflict (capture, body, start) do nothing";
    private static final String DROP = "delete from bodies where capture = ? and body = ?";
    private static final String CLOSE =
            "update captures set closed_at = ?, ending = ? where id = ? and closed_at is null";

    private static final String BROKEN = "select id, caller from captures where closed_at is null"
            + " and (node = ? and seq <= ? or node in (select id from nodes where dead = 1)) order by seq limit ?";
    private static final String LAST_NUMBER = "select max(number) from facts where capture = ?";
    private static final String LEFT =
            "select b.body, count(*), sum(length(b.octets)) from bodies b where b.capture = ?"
                    + " and not exists (select 1 from facts f where f.capture = b.capture and f.body = b.body)"
                    + " group by b.body order by min(b.start), b.body";

    private static final String LEAVE = "delete from readers where name = ?";

    private static final String MOVE = "insert into readers (name, place, moved_at) values (?, ?, ?)"
            + " on conflict (name) do update set place = excluded.place, moved_at = excluded.moved_at"
            + " where readers.place < excluded.place";

    private static final String AUDIT = "insert into audits (at, who, origin, what, capture, entry_key)"
            + " values (?, ?, ?, ?, ?, ?) on conflict do nothing";

    private final String node;

    private final long last;

    /** @param last session that an earlier run opened, by its place */
    CaptureStatements(String node, long last) {
        this.node = node;
        this.last = last;
    }

    /** The place of the newest session; 0 where there is none. */
    static long last(Sql sql) throws SQLException {
        return sql.first(LAST, row -> row.getLong(1)).orElse(0L);
    }

    void open(Sql sql, SessionRecord session, List<Fact> facts, Duration within) throws SQLException, JournalException {
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
        if (same.isPresent() || isNobody(session.caller())) {
            return same.orElse("");
        }
        return sql.first(PREVIOUS_OF_CALLER, row -> row.getString(1), session.caller(), since)
                .orElse("");
    }

    /** RFC 3323 §4.1: many callers have that name. */
    private static boolean isNobody(String caller) {
        return caller.isEmpty() || caller.contains("anonymous");
    }

    private record Written(String kind, String messageId, Instant at) {
        boolean is(Fact fact) {
            return kind.equals(fact.kind().name())
                    && messageId.equals(fact.messageId())
                    && at.toEpochMilli() == fact.at().toEpochMilli();
        }
    }

    /** @throws JournalException when its number is another's: somebody else closed the session */
    void add(Sql sql, Fact fact) throws SQLException, JournalException {
        Optional<Written> written = sql.first(
                FACT_OF,
                row -> new Written(row.getString(1), row.getString(2), Rows.instant(row, 3)),
                fact.session(),
                fact.number());
        if (written.isEmpty()) {
            insert(sql, fact, null);
        } else if (!written.get().is(fact)) {
            throw new JournalException("the session " + fact.session() + " was closed by somebody else");
        }
    }

    /**
     * One that belongs to no session.
     *
     * @param key of this fact alone, however often it is written
     */
    static void addLoose(Sql sql, Fact fact, String key) throws SQLException {
        if (!sql.exists(FACT_EXISTS, key)) {
            insert(sql, fact, key);
        }
    }

    private static void insert(Sql sql, Fact fact, @Nullable String key) throws SQLException {
        long sequence = sql.first(NEXT_FACT, row -> row.getLong(1)).orElseThrow();
        sql.update(
                INSERT_FACT,
                sequence,
                fact.session().isEmpty() ? null : fact.session(),
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
                fact.note(),
                key);
    }

    void addInstead(Sql sql, Fact fact, String body) throws SQLException, JournalException {
        add(sql, fact);
        sql.update(DROP, fact.session(), body);
    }

    static void forget(Sql sql, String session, String body) throws SQLException {
        sql.update(DROP, session, body);
    }

    static void keep(Sql sql, String session, String body, long start, ByteBuffer octets) throws SQLException {
        sql.update(KEEP, session, body, start, octets);
    }

    void close(Sql sql, Fact end) throws SQLException, JournalException {
        add(sql, end);
        sql.update(CLOSE, end.at(), end.note(), end.session());
    }

    private record Left(String body, long pieces, long octets) {}

    private record Broken(String session, String caller) {}

    /** @return how many were closed, at most {@code limit} */
    int closeBroken(Sql sql, Instant at, String why, boolean own, int limit) throws SQLException, JournalException {
        List<Broken> broken =
                sql.list(BROKEN, row -> new Broken(row.getString(1), row.getString(2)), node, own ? last : 0L, limit);
        for (Broken one : broken) {
            int number =
                    sql.first(LAST_NUMBER, row -> row.getInt(1), one.session()).orElse(0);
            List<Fact> facts = new ArrayList<>();
            for (Left left :
                    sql.list(LEFT, row -> new Left(row.getString(1), row.getLong(2), row.getLong(3)), one.session())) {
                facts.add(Fact.of(FactKind.INCOMPLETE, at, why)
                        .message(Side.CALLER, "", one.caller())
                        .contentKept("", left.body(), left.octets()));
            }
            facts.add(Fact.of(FactKind.MEDIA_ENDED, at, why));
            for (Fact fact : facts) {
                number++;
                add(sql, fact.in(one.session(), number));
            }
            close(sql, Fact.of(FactKind.CALL_ENDED, at, why).in(one.session(), number + 1));
        }
        return broken.size();
    }

    static void move(Sql sql, String reader, long place, Instant at) throws SQLException {
        sql.update(MOVE, reader, place, at);
    }

    static void leave(Sql sql, String reader) throws SQLException {
        sql.update(LEAVE, reader);
    }

    /** @param key of this entry alone, however often it is written */
    static void audit(Sql sql, AuditEntry entry, String key) throws SQLException {
        sql.update(AUDIT, entry.at(), entry.who(), entry.from(), entry.what(), entry.session(), key);
    }
}
