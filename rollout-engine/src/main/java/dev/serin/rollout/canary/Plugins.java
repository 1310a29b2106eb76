package dev.serin.rollout.canary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.WireTime;
import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.CanaryStep;
import dev.serin.argo.rollout.PluginStep;
import dev.serin.argo.rollout.StepPluginStatus;
import dev.serin.rollout.Action.CallPlugin;
import dev.serin.rollout.Durations;
import dev.serin.rollout.PluginAnswer;
import dev.serin.rollout.change.Aborts;
import dev.serin.rollout.change.Draft;
import dev.serin.rollout.change.Lifecycle;
import dev.serin.rollout.status.Reasons;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Steps that extensions perform.
 *
 * <p>Algorithm: {@code status.canary.stepPluginStatuses} has one entry for each step and operation,
 * which counts the calls.
 *
 * <ol>
 *   <li>{@link #take}: an answer to the call after the last one that is counted is written down;
 *       any other is old, or belongs to another change.
 *   <li>A failed Run aborts.
 *   <li>{@link #plan}: Run is called at its step until it succeeds or fails, with the time between
 *       two calls that the extension asks for (at least 10 s, else 30 s). An abort calls Abort for
 *       every Run that has begun, the latest first. What is promoted past a Run under way calls
 *       Terminate for it.
 * </ol>
 */
final class Plugins {
  private static final String RUN = "Run";
  private static final String ABORT = "Abort";
  private static final String TERMINATE = "Terminate";
  private static final String RUNNING = "Running";
  private static final String SUCCESSFUL = "Successful";
  private static final String FAILED = "Failed";
  private static final String ERROR = "Error";
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration USUAL = Duration.ofSeconds(30);

  private Plugins() {}

  /** Writes answers down, and aborts when a Run has failed. */
  static void take(Situation s, Draft d) {
    for (PluginAnswer answer : s.observation().surroundings().pluginAnswers()) {
      StepPluginStatus entry = find(answer.index(), answer.operation(), d);
      PluginStep step = step(answer.index(), s);
      if (entry != null && step != null && executions(entry) + 1 == answer.execution()) {
        StepPluginStatus next = after(entry, answer);
        put(next, d);
        tell(next, entry, d);
      }
    }
    StepPluginStatus run = find(Lifecycle.index(d), RUN, d);
    if (run != null && FAILED.equals(run.phase()) && Aborts.possible(s, d)) {
      Aborts.abort(
          d,
          "Step Plugin %d (%s) failed: %s"
              .formatted(Lifecycle.index(d) + 1, run.name(), text(run.message())));
    }
  }

  /** Whether the step at an index is done. */
  static boolean done(int index, Draft d) {
    StepPluginStatus run = find(index, RUN, d);
    return run != null && (SUCCESSFUL.equals(run.phase()) || Boolean.TRUE.equals(run.disabled()));
  }

  /** Calls what has to be called now. */
  static void plan(Situation s, Draft d) {
    List<StepPluginStatus> begun =
        statuses(d).stream().filter(entry -> RUN.equals(entry.operation())).toList();
    if (d.status().aborted()) {
      for (int i = begun.size() - 1; i >= 0; i--) {
        if (!FAILED.equals(begun.get(i).phase())) {
          end(begun.get(i), ABORT, s, d);
        }
      }
      return;
    }
    boolean over = Lifecycle.unjudged(s, d) || Lifecycle.stable(s, d);
    for (StepPluginStatus run : begun) {
      boolean left = over || index(run) != Lifecycle.index(d);
      if (left && RUNNING.equals(run.phase())) {
        end(run, TERMINATE, s, d);
      }
    }
    PluginStep step = over ? null : step(Lifecycle.index(d), s);
    if (step != null && !s.settings().paused() && d.status().pauseConditions().isEmpty()) {
      run(step, s, d);
    }
  }

  private static void run(PluginStep step, Situation s, Draft d) {
    int index = Lifecycle.index(d);
    StepPluginStatus run = find(index, RUN, d);
    if (run == null) {
      run = begin(index, String.valueOf(step.name()), RUN, s.now());
      put(run, d);
    }
    if (!RUNNING.equals(run.phase()) && !ERROR.equals(run.phase())) {
      return;
    }
    Instant next = run.updatedAt() == null ? s.now() : run.updatedAt().plus(backoff(run));
    if (s.now().isBefore(next)) {
      d.wakeAt(next);
      return;
    }
    call(step, run, d);
  }

  /** Calls Abort or Terminate once; an answer, whatever it is, ends it. */
  private static void end(StepPluginStatus run, String operation, Situation s, Draft d) {
    PluginStep step = step(index(run), s);
    StepPluginStatus entry = find(index(run), operation, d);
    if (step == null || (entry != null && executions(entry) > 0)) {
      return;
    }
    if (entry == null) {
      entry = begin(index(run), String.valueOf(run.name()), operation, s.now());
      put(entry, d);
    }
    d.act(
        new CallPlugin(
            String.valueOf(step.name()),
            index(run),
            operation,
            1,
            Optional.ofNullable(step.config()),
            Optional.ofNullable(run.status())));
  }

  private static void call(PluginStep step, StepPluginStatus run, Draft d) {
    d.act(
        new CallPlugin(
            String.valueOf(step.name()),
            index(run),
            RUN,
            executions(run) + 1,
            Optional.ofNullable(step.config()),
            Optional.ofNullable(run.status())));
  }

  private static StepPluginStatus begin(int index, String name, String operation, Instant now) {
    return new StepPluginStatus(
        index,
        name,
        operation,
        RUNNING,
        null,
        WireTime.truncate(now),
        null,
        null,
        null,
        null,
        null,
        null,
        Map.of());
  }

  private static StepPluginStatus after(StepPluginStatus entry, PluginAnswer answer) {
    boolean run = RUN.equals(entry.operation());
    // Abort and Terminate have to be done when they answer.
    String phase = !run && RUNNING.equals(answer.phase()) ? FAILED : answer.phase();
    boolean again = run && (RUNNING.equals(phase) || ERROR.equals(phase));
    Duration asked = answer.requeueAfter().filter(d -> d.compareTo(SHORTEST) > 0).orElse(USUAL);
    Duration backoff = ERROR.equals(phase) ? USUAL : asked;
    JsonNode status = ERROR.equals(phase) ? entry.status() : answer.status().orElse(entry.status());
    return new StepPluginStatus(
        entry.index(),
        entry.name(),
        entry.operation(),
        phase,
        answer.message().isEmpty() ? null : answer.message(),
        entry.startedAt(),
        WireTime.truncate(answer.at()),
        again ? null : WireTime.truncate(answer.at()),
        again ? backoff.toSeconds() + "s" : null,
        answer.execution(),
        entry.disabled(),
        status,
        entry.unknown());
  }

  private static void tell(StepPluginStatus now, StepPluginStatus before, Draft d) {
    boolean run = RUN.equals(now.operation());
    if (String.valueOf(now.phase()).equals(before.phase())
        || (run && SUCCESSFUL.equals(now.phase()))) {
      return;
    }
    String form =
        run
            ? "Step plugin %s (step %d) transitioned to %s"
            : ABORT.equals(now.operation())
                ? "Step plugin %s (step %d) aborted (%s)"
                : "Step plugin %s (step %d) terminated (%s)";
    String message = form.formatted(now.name(), index(now) + 1, now.phase());
    if (FAILED.equals(now.phase()) || ERROR.equals(now.phase())) {
      d.warning(Reasons.STEP_PLUGIN_TRANSITION, message);
    } else {
      d.event(Reasons.STEP_PLUGIN_TRANSITION, message);
    }
  }

  private static Duration backoff(StepPluginStatus entry) {
    String text = entry.backoff();
    return text != null && Durations.valid(text) ? Durations.parse(text) : USUAL;
  }

  private static @Nullable PluginStep step(int index, Situation s) {
    CanaryStep step = index < 0 ? null : s.settings().step(index);
    return step == null ? null : step.plugin();
  }

  private static List<StepPluginStatus> statuses(Draft d) {
    CanaryStatus canary = d.status().canary();
    return canary == null ? List.of() : canary.stepPluginStatuses();
  }

  private static @Nullable StepPluginStatus find(int index, String operation, Draft d) {
    return statuses(d).stream()
        .filter(entry -> index(entry) == index && operation.equals(entry.operation()))
        .findFirst()
        .orElse(null);
  }

  private static void put(StepPluginStatus next, Draft d) {
    List<StepPluginStatus> all = new ArrayList<>(statuses(d));
    int at = -1;
    for (int i = 0; i < all.size(); i++) {
      if (index(all.get(i)) == index(next)
          && String.valueOf(next.operation()).equals(all.get(i).operation())) {
        at = i;
      }
    }
    if (at < 0) {
      all.add(next);
    } else {
      all.set(at, next);
    }
    CanaryStatus canary = d.status().canary() == null ? CanaryStatus.empty() : d.status().canary();
    d.update(b -> b.canary(canary.withPlugins(all)));
  }

  private static int index(StepPluginStatus entry) {
    return entry.index() == null ? -1 : entry.index();
  }

  private static int executions(StepPluginStatus entry) {
    return entry.executions() == null ? 0 : entry.executions();
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
