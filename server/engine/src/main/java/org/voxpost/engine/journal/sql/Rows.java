package org.voxpost.engine.journal.sql;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.voxpost.engine.journal.Job;
import org.voxpost.engine.journal.JobState;
import org.voxpost.engine.journal.OpenOrder.OpenJob;
import org.voxpost.engine.journal.Order;
import org.voxpost.engine.journal.Outcome;

/** Records out of rows. Columns are read by place, in the order that is given here. */
final class Rows {

    /** A job without its progress, of table {@code j}. */
    static final String PLAIN_JOB =
            "j.id, j.order_id, j.element, j.object, j.iteration, j.object_id, j.source, j.destination,"
                    + " j.delete_source";

    static final int PLAIN_JOB_COLUMNS = 9;

    /** A job of table {@code j}. */
    static final String JOB = PLAIN_JOB
            + ", j.state, j.attempts, j.failures, j.deliveries, j.octets, j.sha256, j.version, j.kept, j.source_note,"
            + " j.told, "
            + outcome("j");

    static final int OUTCOME_COLUMNS = 7;

    static final int JOB_COLUMNS = PLAIN_JOB_COLUMNS + 10 + OUTCOME_COLUMNS;

    /** Of an order, of table {@code o}: its priority, then what {@link #retried} reads, then what {@link #call} reads. */
    static final String ORDER_MARKS = "o.priority, o.retried_job, o.retried_element, o.retried_object, o.call_invite,"
            + " o.call_since, o.call_type, o.call_sequence";

    private Rows() {}

    static Optional<Order.StandingCall> call(ResultSet row, int first) throws SQLException {
        byte[] invite = row.getBytes(first);
        return invite == null
                ? Optional.empty()
                : Optional.of(new Order.StandingCall(
                        ByteBuffer.wrap(invite).asReadOnlyBuffer(),
                        instant(row, first + 1),
                        row.getString(first + 2),
                        row.getLong(first + 3)));
    }

    static Optional<Order.Retried> retried(ResultSet row, int first) throws SQLException {
        String job = row.getString(first);
        return job == null
                ? Optional.empty()
                : Optional.of(new Order.Retried(job, row.getInt(first + 1), row.getInt(first + 2)));
    }

    /** Of a state, as a column has it; statements compare them. */
    static int number(JobState state) {
        return switch (state) {
            case ACCEPTED -> 0;
            case RUNNING -> 1;
            case DELIVERED -> 2;
            case FINISHED -> 3;
        };
    }

    static JobState state(int number) throws SQLException {
        return switch (number) {
            case 0 -> JobState.ACCEPTED;
            case 1 -> JobState.RUNNING;
            case 2 -> JobState.DELIVERED;
            case 3 -> JobState.FINISHED;
            default -> throw new SQLException("no job is in state " + number);
        };
    }

    static String outcome(String table) {
        String column = ", " + table + ".outcome_";
        return table + ".outcome_end" + column + "octets" + column + "status" + column + "reason" + column + "attempts"
                + column + "duration" + column + "at";
    }

    static Job plainJob(ResultSet row, int first) throws SQLException {
        return new Job(
                row.getString(first),
                row.getString(first + 1),
                row.getInt(first + 2),
                row.getInt(first + 3),
                row.getInt(first + 4),
                row.getString(first + 5),
                row.getString(first + 6),
                row.getString(first + 7),
                row.getInt(first + 8) == 1);
    }

    static OpenJob job(ResultSet row, int first) throws SQLException {
        int next = first + PLAIN_JOB_COLUMNS;
        return new OpenJob(
                plainJob(row, first),
                state(row.getInt(next)),
                row.getInt(next + 1),
                row.getInt(next + 2),
                row.getInt(next + 3),
                row.getLong(next + 4),
                row.getString(next + 5),
                row.getString(next + 6),
                row.getLong(next + 7),
                Optional.ofNullable(row.getString(next + 8)),
                outcome(row, next + 10),
                row.getInt(next + 9) == 1);
    }

    static Optional<Outcome> outcome(ResultSet row, int first) throws SQLException {
        String end = row.getString(first);
        if (end == null) {
            return Optional.empty();
        }
        return Optional.of(new Outcome(
                end,
                row.getLong(first + 1),
                row.getInt(first + 2),
                row.getString(first + 3),
                row.getInt(first + 4),
                Duration.ofMillis(row.getLong(first + 5)),
                instant(row, first + 6)));
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }
}
