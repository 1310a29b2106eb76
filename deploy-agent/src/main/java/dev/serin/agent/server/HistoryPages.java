package dev.serin.agent.server;

import dev.serin.agent.history.History;
import dev.serin.agent.history.HistoryKind;
import dev.serin.agent.history.HistoryQuery;
import dev.serin.agent.history.HistoryRow;
import dev.serin.agent.history.HistoryUnavailableException;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads pages of the history, as what comes in a request asks for. */
final class HistoryPages {

  private static final int USUAL_LIMIT = 50;
  private static final int HIGHEST_LIMIT = 500;

  /**
   * A page.
   *
   * @param items what has happened, the newest first
   * @param next the value of {@code before} for the next page; null if this is the last
   */
  public record Page(List<HistoryRow> items, @Nullable Long next) {}

  private HistoryPages() {}

  /** The page that is asked for; or all that is wrong with what is asked. */
  static Response page(
      History history,
      @Nullable String namespace,
      @Nullable String name,
      @Nullable String kind,
      @Nullable String before,
      @Nullable String limit) {
    List<String> problems = new ArrayList<>();
    Optional<HistoryKind> wanted = Optional.ofNullable(kind).flatMap(HistoryKind::of);
    if (kind != null && wanted.isEmpty()) {
      problems.add("kind must be one of " + kinds());
    }
    Optional<Long> cursor = number("before", before, Long.MAX_VALUE, problems);
    Optional<Long> count = number("limit", limit, HIGHEST_LIMIT, problems);
    if (!problems.isEmpty()) {
      return Problems.of(Response.Status.BAD_REQUEST, String.join("; ", problems));
    }
    int most = count.map(Long::intValue).orElse(USUAL_LIMIT);
    HistoryQuery query =
        new HistoryQuery(
            Optional.ofNullable(namespace), Optional.ofNullable(name), wanted, cursor, most);
    try {
      List<HistoryRow> rows = history.read(query);
      Long next = rows.size() < most ? null : rows.get(rows.size() - 1).id();
      return Response.ok(new Page(rows, next)).build();
    } catch (HistoryUnavailableException away) {
      return Problems.of(Response.Status.SERVICE_UNAVAILABLE, String.valueOf(away.getMessage()));
    }
  }

  private static String kinds() {
    return Arrays.stream(HistoryKind.values())
        .map(HistoryKind::wireName)
        .collect(Collectors.joining(", "));
  }

  private static Optional<Long> number(
      String name, @Nullable String text, long most, List<String> problems) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      long value = Long.parseLong(text);
      if (value >= 1 && value <= most) {
        return Optional.of(value);
      }
    } catch (NumberFormatException noNumber) {
      // Said below, together with what is wrong with the others.
    }
    problems.add(name + " must be a whole number from 1 to " + most);
    return Optional.empty();
  }
}
