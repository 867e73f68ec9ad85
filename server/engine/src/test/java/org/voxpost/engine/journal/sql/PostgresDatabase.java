package org.voxpost.engine.journal.sql;

import java.time.Duration;
import org.voxpost.engine.journal.sql.JournalSettings.Database;
import org.voxpost.testkit.PostgresServer;

/** The journal's database at a server that tests share. */
final class PostgresDatabase {

    private PostgresDatabase() {}

    static Database of(PostgresServer server, Duration lease) {
        return at(server.url(), server.user(), lease);
    }

    static Database at(String url, String user, Duration lease) {
        return new Database(url, user, "", lease);
    }

    /** As if nobody had used it; what a test before this one left in its tables is gone. */
    static void empty(PostgresServer server) throws Exception {
        server.execute("""
            do $$ begin
                if to_regclass('orders') is not null then
                    truncate orders, nodes, captures, facts, readers, audits cascade;
                    update counters set value = 0;
                end if;
            end $$\
            """);
    }
}
