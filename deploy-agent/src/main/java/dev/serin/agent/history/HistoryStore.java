package dev.serin.agent.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the rows.
 *
 * <ol>
 *   <li>A chapter is written in one transaction. A row that is there already stays as it is.
 *   <li>The attempt is the number of aborts of the revision that are there already, the present one
 *       not counted: so what happens after an abort was taken back is told apart from what happened
 *       before it.
 *   <li>With the beginning of a revision, earlier ones that have not come to an end are superseded.
 * </ol>
 */
final class HistoryStore implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int QUERY_SECONDS = 5;

  private static final String INSERT =
      """
      INSERT INTO rollout_history (uid, step_id, namespace, name, kind, happened_at, time_exact,
        revision, version, step, weight, details, recorded_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (uid, step_id) DO NOTHING
      """;

  private static final String ATTEMPT =
      """
      SELECT COUNT(*) FROM rollout_history
      WHERE uid = ? AND revision = ? AND kind = 'aborted' AND step_id <> ?
      """;

  private static final String SUPERSEDE =
      """
      INSERT INTO rollout_history (uid, step_id, namespace, name, kind, happened_at, time_exact,
        revision, version, step, weight, details, recorded_at)
      SELECT uid, 'r' || revision || '/superseded', namespace, name, 'superseded', ?, ?,
        revision, version, NULL, NULL, ?, ?
      FROM rollout_history began
      WHERE uid = ? AND kind = 'began' AND revision < ? AND NOT EXISTS (
        SELECT 1 FROM rollout_history ended
        WHERE ended.uid = began.uid AND ended.revision = began.revision
          AND ended.kind IN ('promoted', 'aborted', 'superseded'))
      ON CONFLICT (uid, step_id) DO NOTHING
      """;

  private final HistoryDatabase database;

  HistoryStore(HistoryDatabase database) {
    this.database = database;
  }

  /**
   * Writes what is not there yet.
   *
   * @param oldest what happened before this is left out
   * @return how many rows were added
   */
  int append(Chapter chapter, Instant now, Instant oldest) throws SQLException {
    List<Fact> facts =
        chapter.facts().stream().filter(fact -> !fact.at().isBefore(oldest)).toList();
    try (Connection connection = database.connection()) {
      connection.setAutoCommit(false);
      try {
        int added = 0;
        int attempt = attempt(connection, chapter);
        for (Fact fact : facts) {
          int row = insert(connection, chapter, fact, attempt, now);
          added += row;
          if (row > 0 && fact.kind() == HistoryKind.BEGAN) {
            added += supersede(connection, chapter, fact, now);
          }
        }
        connection.commit();
        return added;
      } catch (SQLException problem) {
        connection.rollback();
        throw problem;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  private static int attempt(Connection connection, Chapter chapter) throws SQLException {
    try (PreparedStatement count = prepare(connection, ATTEMPT)) {
      count.setString(1, chapter.uid());
      count.setInt(2, chapter.revision());
      count.setString(3, "r" + chapter.revision() + "/" + chapter.abortId());
      try (ResultSet result = count.executeQuery()) {
        return result.next() ? result.getInt(1) : 0;
      }
    }
  }

  private static int insert(
      Connection connection, Chapter chapter, Fact fact, int attempt, Instant now)
      throws SQLException {
    try (PreparedStatement insert = prepare(connection, INSERT)) {
      insert.setString(1, chapter.uid());
      insert.setString(2, chapter.stepId(fact, attempt));
      insert.setString(3, chapter.namespace());
      insert.setString(4, chapter.name());
      insert.setString(5, fact.kind().wireName());
      insert.setLong(6, fact.at().toEpochMilli());
      insert.setInt(7, fact.exact() ? 1 : 0);
      insert.setInt(8, chapter.revision());
      insert.setString(9, chapter.version());
      setInteger(insert, 10, fact.step());
      setInteger(insert, 11, fact.weight());
      insert.setString(12, details(fact));
      insert.setLong(13, now.toEpochMilli());
      return insert.executeUpdate();
    }
  }

  private static int supersede(Connection connection, Chapter chapter, Fact began, Instant now)
      throws SQLException {
    try (PreparedStatement insert = prepare(connection, SUPERSEDE)) {
      insert.setLong(1, began.at().toEpochMilli());
      insert.setInt(2, began.exact() ? 1 : 0);
      insert.setString(3, "{\"by\":" + chapter.revision() + "}");
      insert.setLong(4, now.toEpochMilli());
      insert.setString(5, chapter.uid());
      insert.setInt(6, chapter.revision());
      return insert.executeUpdate();
    }
  }

  private static String details(Fact fact) {
    try {
      return JSON.writeValueAsString(fact.details());
    } catch (JsonProcessingException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }

  private static void setInteger(PreparedStatement statement, int index, @Nullable Integer value)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.INTEGER);
    } else {
      statement.setInt(index, value);
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(QUERY_SECONDS);
    return statement;
  }

  /** Takes away what happened before a time; returns how many rows. */
  int purge(Instant before) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement delete =
            prepare(connection, "DELETE FROM rollout_history WHERE happened_at < ?")) {
      delete.setLong(1, before.toEpochMilli());
      return delete.executeUpdate();
    }
  }

  /** Reads rows, the newest first. */
  List<HistoryRow> read(HistoryQuery query) throws SQLException {
    StringBuilder sql =
        new StringBuilder(
            """
            SELECT id, happened_at, time_exact, namespace, name, uid, kind, revision, version, step,
              weight, step_id, details
            FROM rollout_history WHERE 1 = 1""");
    List<Object> values = new ArrayList<>();
    query.namespace().ifPresent(value -> condition(sql, values, "namespace =", value));
    query.name().ifPresent(value -> condition(sql, values, "name =", value));
    query.kind().ifPresent(value -> condition(sql, values, "kind =", value.wireName()));
    query.before().ifPresent(value -> condition(sql, values, "id <", value));
    sql.append(" ORDER BY id DESC LIMIT ?");
    values.add(query.limit());
    try (Connection connection = database.connection();
        PreparedStatement select = prepare(connection, sql.toString())) {
      for (int index = 0; index < values.size(); index++) {
        select.setObject(index + 1, values.get(index));
      }
      try (ResultSet result = select.executeQuery()) {
        List<HistoryRow> rows = new ArrayList<>();
        while (result.next()) {
          rows.add(row(result));
        }
        return rows;
      }
    }
  }

  private static void condition(
      StringBuilder sql, List<Object> values, String condition, Object value) {
    sql.append(" AND ").append(condition).append(" ?");
    values.add(value);
  }

  private static HistoryRow row(ResultSet result) throws SQLException {
    return new HistoryRow(
        result.getLong("id"),
        Instant.ofEpochMilli(result.getLong("happened_at")),
        result.getInt("time_exact") != 0,
        result.getString("namespace"),
        result.getString("name"),
        result.getString("uid"),
        result.getString("kind"),
        result.getInt("revision"),
        result.getString("version"),
        integer(result, "step"),
        integer(result, "weight"),
        result.getString("step_id"),
        result.getString("details"));
  }

  private static @Nullable Integer integer(ResultSet result, String column) throws SQLException {
    int value = result.getInt(column);
    return result.wasNull() ? null : value;
  }

  @Override
  public void close() {
    database.close();
  }
}
