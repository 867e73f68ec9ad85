/**
 * The journal in a database: SQLite beside the server, or PostgreSQL for several nodes. One schema, one set of migrations, one set of
 * statements. {@link org.voxpost.engine.journal.sql.SqlJournal} opens it.
 *
 * <p>One thread writes, by {@link org.voxpost.engine.journal.sql.GroupCommit}; readers have connections of their own.
 */
@NullMarked
package org.voxpost.engine.journal.sql;

import org.jspecify.annotations.NullMarked;
