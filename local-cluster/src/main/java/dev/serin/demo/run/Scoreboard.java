package dev.serin.demo.run;

import dev.serin.demo.deploy.RolloutWatch;
import dev.serin.demo.measure.Stopwatch;
import dev.serin.demo.measure.TrafficLog;
import dev.serin.demo.measure.Version;
import dev.serin.demo.view.LiveState;
import dev.serin.demo.view.ServiceLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is going on right now, for the live view. Many threads write and read it. */
final class Scoreboard {
  private static final Duration LOOK_BACK = Duration.ofSeconds(3);

  private static final String ROLLING_OUT = "rolling out ";

  private final Stopwatch stopwatch;
  private final TrafficLog atGateway;
  private final Map<String, String> activities = new ConcurrentSkipListMap<>();
  private volatile String doing = "starting";
  private volatile List<String> services = List.of();
  private volatile @Nullable RolloutWatch watch;

  Scoreboard(Stopwatch stopwatch, TrafficLog atGateway) {
    this.stopwatch = stopwatch;
    this.atGateway = atGateway;
  }

  /** What the story is doing beside builds, in a few words; empty when it is nothing. */
  void doing(String what) {
    doing = what;
  }

  /** Services are being rolled out; builds that are seen meanwhile are those of the next push. */
  void rollingOut(List<String> what) {
    doing = ROLLING_OUT + String.join(", ", what);
  }

  /** What is being done with one service; empty when nothing is. */
  void activity(String service, String what) {
    if (what.isEmpty()) {
      activities.remove(service);
    } else {
      activities.put(service, what);
    }
  }

  /** From now on there are lines for these services, with the weights that the watch sees. */
  void show(List<String> newServices, RolloutWatch newWatch) {
    watch = newWatch;
    services = List.copyOf(newServices);
  }

  /** Everything, as of now. */
  LiveState state() {
    Duration now = stopwatch.elapsed();
    return new LiveState(
        now, sentence(), LOOK_BACK, services.stream().map(name -> line(name, now)).toList());
  }

  private String sentence() {
    String builds =
        activities.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    if (builds.isEmpty()) {
      return doing.isEmpty() ? "looking around" : doing;
    }
    String now = doing;
    String whose = now.startsWith(ROLLING_OUT) ? "the next push: " : "builds: ";
    return (now.isEmpty() ? "" : now + "; ") + whose + builds;
  }

  private ServiceLine line(String service, Duration now) {
    RolloutWatch seen = watch;
    return new ServiceLine(
        service,
        seen == null ? 0 : seen.weight(service),
        atGateway.recent(service, Version.STABLE, now, LOOK_BACK),
        atGateway.recent(service, Version.CANARY, now, LOOK_BACK));
  }
}
