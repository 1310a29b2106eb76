package shop.servicekit;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Writes what happens to the service as a whole, one JSON object a line. */
final class Log {

  private final String service;
  private final PrintStream out;

  Log(String service, PrintStream out) {
    this.service = service;
    this.out = out;
  }

  void info(String event, Object... namesAndValues) {
    write("info", event, namesAndValues);
  }

  void error(String event, Object... namesAndValues) {
    write("error", event, namesAndValues);
  }

  private void write(String level, String event, Object... namesAndValues) {
    Map<String, Object> line =
        Json.object(
            "time", Instant.now().toString(), "level", level, "service", service, "event", event);
    line.putAll(Json.object(namesAndValues));
    out.println(new String(Json.write(line), StandardCharsets.UTF_8));
  }
}
