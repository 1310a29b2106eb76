import dev.serin.rollout.judge.Counts;
import dev.serin.rollout.judge.SequentialTest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;

/**
 * Judges of canaries on labelled traces, in virtual time, by seeds. Arguments: how often each trace
 * is run. Prints one row for each trace and judge: how often there was an alarm within ten minutes,
 * after how many seconds (median), and how many requests the canary had failed until then (median).
 *
 * <p>Each second has a number of requests, a tenth of which goes to the canary. The judges see the
 * counts of each second of both versions, and decide by them alone.
 */
public class JudgesProbe {
  private static final int SECONDS = 600;
  private static final double SHARE = 0.1;

  /** A situation: requests per second, and the error rates of both versions over time. */
  private record Trace(
      String name, boolean healthy, int rate, IntToDoubleFunction canary, IntToDoubleFunction stable) {}

  /** Sees one second after the other, and says when it is enough. */
  private interface Judge {
    boolean unhealthy(int second, Counts canary, Counts stable);
  }

  /** Argo's usual template: success rate of the last minute, each 30 s, of which 3 may be bad. */
  private static final class ArgoThreshold implements Judge {
    private final Window window = new Window(60);
    private int failed;

    @Override
    public boolean unhealthy(int second, Counts canary, Counts stable) {
      window.add(canary);
      if (second > 0 && second % 30 == 0 && window.requests > 0) {
        failed += window.errors > 0.05 * window.requests ? 1 : 0;
      }
      return failed > 3;
    }
  }

  /** Flagger's usual check: request-success-rate of the last minute at least 99 %, 5 bad ones. */
  private static final class FlaggerThreshold implements Judge {
    private final Window window = new Window(60);
    private int failed;

    @Override
    public boolean unhealthy(int second, Counts canary, Counts stable) {
      window.add(canary);
      if (second > 0 && second % 60 == 0) {
        failed += window.requests == 0 || window.errors > 0.01 * window.requests ? 1 : 0;
      }
      return failed >= 5;
    }
  }

  /** A test of two proportions at 1 %, on all that was counted, looked at each second. */
  private static final class PeekingTest implements Judge {
    private Counts canary = Counts.NONE;
    private Counts stable = Counts.NONE;

    @Override
    public boolean unhealthy(int second, Counts more, Counts moreStable) {
      canary = canary.plus(more);
      stable = stable.plus(moreStable);
      double n = canary.requests();
      double m = stable.requests();
      double p = (canary.errors() + stable.errors()) / (n + m);
      double difference = canary.errors() / n - stable.errors() / m;
      return n > 30 && p > 0 && difference / Math.sqrt(p * (1 - p) * (1 / n + 1 / m)) > 2.326;
    }
  }

  /** Serin's: 1 % over the whole canary, with the smallest effect that matters. */
  private static final class Serin implements Judge {
    private final double effect;
    private List<Double> state = SequentialTest.start();

    Serin(double effect) {
      this.effect = effect;
    }

    @Override
    public boolean unhealthy(int second, Counts canary, Counts stable) {
      state = SequentialTest.after(state, effect, canary, stable);
      return SequentialTest.logEvidence(state) >= Math.log(100);
    }
  }

  private static final class Window {
    private final int length;
    private final Deque<Counts> seconds = new ArrayDeque<>();
    private long requests;
    private long errors;

    Window(int length) {
      this.length = length;
    }

    void add(Counts counts) {
      seconds.add(counts);
      requests += counts.requests();
      errors += counts.errors();
      if (seconds.size() > length) {
        Counts gone = seconds.remove();
        requests -= gone.requests();
        errors -= gone.errors();
      }
    }
  }

  private record Named(String name, Supplier<Judge> judge) {}

  public static void main(String[] arguments) {
    int runs = Integer.parseInt(arguments[0]);
    IntToDoubleFunction shocks = second -> second % 120 < 10 ? 0.3 : 0.01;
    IntToDoubleFunction day = second -> 0.01 + 0.01 * Math.sin(second / 60.0);
    List<Trace> traces =
        List.of(
            new Trace("healthy, 1 %", true, 50, s -> 0.01, s -> 0.01),
            new Trace("healthy, 0.1 %", true, 50, s -> 0.001, s -> 0.001),
            new Trace("healthy, 8 % on both", true, 50, s -> 0.08, s -> 0.08),
            new Trace("healthy, shocks on both", true, 50, shocks, shocks),
            new Trace("healthy, changing load", true, 50, day, day),
            new Trace("healthy, 2 requests/s", true, 2, s -> 0.01, s -> 0.01),
            new Trace("1 % to 20 %", false, 50, s -> 0.2, s -> 0.01),
            new Trace("1 % to 10 %", false, 50, s -> 0.1, s -> 0.01),
            new Trace("1 % to 5 %", false, 50, s -> 0.05, s -> 0.01),
            new Trace("1 % to 2 %", false, 50, s -> 0.02, s -> 0.01),
            new Trace("0.1 % to 1 %", false, 50, s -> 0.01, s -> 0.001),
            new Trace("slow leak to 10 %", false, 50, s -> 0.01 + 0.09 * s / SECONDS, s -> 0.01),
            new Trace("bursts of 50 %", false, 50, s -> s % 60 < 3 ? 0.5 : 0.01, s -> 0.01),
            new Trace("2 requests/s, 1 % to 50 %", false, 2, s -> 0.5, s -> 0.01));
    List<Named> judges =
        List.of(
            new Named("Argo threshold", ArgoThreshold::new),
            new Named("Flagger threshold", FlaggerThreshold::new),
            new Named("peeking z-test", PeekingTest::new),
            new Named("Serin", () -> new Serin(1.5)));
    System.out.println("| trace | judge | alarms | median time | failed requests until then |");
    System.out.println("| --- | --- | --- | --- | --- |");
    for (Trace trace : traces) {
      for (Named judge : judges) {
        row(trace, judge, runs);
      }
    }
  }

  private static void row(Trace trace, Named named, int runs) {
    List<Integer> times = new ArrayList<>();
    List<Long> harmed = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      Random random = new Random(run);
      Judge judge = named.judge().get();
      long errors = 0;
      for (int second = 0; second < SECONDS; second++) {
        int all = trace.rate();
        int requests = binomial(random, all, SHARE);
        int failed = binomial(random, requests, trace.canary().applyAsDouble(second));
        int rest = all - requests;
        Counts stable =
            new Counts(rest, binomial(random, rest, trace.stable().applyAsDouble(second)));
        errors += failed;
        if (judge.unhealthy(second, new Counts(requests, failed), stable)) {
          times.add(second + 1);
          harmed.add(errors);
          break;
        }
      }
    }
    times.sort(null);
    harmed.sort(null);
    boolean mostly = times.size() * 2 >= runs;
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.1f %% | %s | %s |%n",
        trace.name(),
        named.name(),
        100.0 * times.size() / runs,
        mostly ? times.get((runs - 1) / 2) + " s" : "–",
        mostly ? harmed.get((harmed.size() - 1) / 2).toString() : "–");
  }

  private static int binomial(Random random, int trials, double chance) {
    int hits = 0;
    for (int i = 0; i < trials; i++) {
      hits += random.nextDouble() < chance ? 1 : 0;
    }
    return hits;
  }
}
