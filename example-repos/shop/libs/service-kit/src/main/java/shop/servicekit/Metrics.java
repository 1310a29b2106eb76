package shop.servicekit;

import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts requests and how long they took, and shows both in Prometheus' text format.
 *
 * <p>The number of series is bounded: methods are a fixed set and routes are those of the service.
 */
final class Metrics {

  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** Upper bounds of the histogram's buckets, in milliseconds; the last bucket has none. */
  private static final int[] BOUNDS = {1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000};

  private record Answer(String code, String method, String route) {}

  private record Operation(String method, String route) {}

  private static final class Histogram {
    private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
    private final LongAdder nanos = new LongAdder();

    private Histogram() {
      for (int index = 0; index < buckets.length; index++) {
        buckets[index] = new LongAdder();
      }
    }

    private void add(long duration) {
      int index = 0;
      while (index < BOUNDS.length && duration > BOUNDS[index] * 1_000_000L) {
        index++;
      }
      buckets[index].increment();
      nanos.add(duration);
    }
  }

  private final Map<Answer, LongAdder> answers =
      new ConcurrentSkipListMap<>(
          Comparator.comparing(Answer::route)
              .thenComparing(Answer::method)
              .thenComparing(Answer::code));
  private final Map<Operation, Histogram> durations =
      new ConcurrentSkipListMap<>(
          Comparator.comparing(Operation::route).thenComparing(Operation::method));

  /** Counts one answered request, which took so many nanoseconds. */
  void count(String method, String route, int code, long nanos) {
    String known = isKnown(method) ? method : "OTHER";
    Answer answer = new Answer(Integer.toString(code), known, route);
    answers.computeIfAbsent(answer, first -> new LongAdder()).increment();
    Operation operation = new Operation(known, route);
    durations.computeIfAbsent(operation, first -> new Histogram()).add(nanos);
  }

  /** Everything counted so far. */
  String exposition() {
    StringBuilder text = new StringBuilder(2_048);
    text.append("# HELP http_requests_total Requests answered.\n");
    text.append("# TYPE http_requests_total counter\n");
    answers.forEach(
        (answer, count) ->
            text.append("http_requests_total{code=\"")
                .append(answer.code())
                .append("\",method=\"")
                .append(answer.method())
                .append("\",route=\"")
                .append(answer.route())
                .append("\"} ")
                .append(count.sum())
                .append('\n'));
    text.append("# HELP http_request_duration_seconds Time from a request to its answer.\n");
    text.append("# TYPE http_request_duration_seconds histogram\n");
    durations.forEach((operation, histogram) -> append(text, operation, histogram));
    return text.toString();
  }

  private static void append(StringBuilder text, Operation operation, Histogram histogram) {
    String labels = "method=\"" + operation.method() + "\",route=\"" + operation.route() + "\"";
    String name = "http_request_duration_seconds";
    long count = 0;
    for (int index = 0; index <= BOUNDS.length; index++) {
      count += histogram.buckets[index].sum();
      String bound = index < BOUNDS.length ? seconds(BOUNDS[index] * 1_000_000L) : "+Inf";
      text.append(name).append("_bucket{").append(labels).append(",le=\"").append(bound);
      text.append("\"} ").append(count).append('\n');
    }
    String sum = seconds(histogram.nanos.sum());
    text.append(name).append("_sum{").append(labels).append("} ").append(sum).append('\n');
    text.append(name).append("_count{").append(labels).append("} ").append(count).append('\n');
  }

  private static String seconds(long nanos) {
    return Double.toString(nanos / 1e9);
  }

  private static boolean isKnown(String method) {
    return switch (method) {
      case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> true;
      default -> false;
    };
  }
}
