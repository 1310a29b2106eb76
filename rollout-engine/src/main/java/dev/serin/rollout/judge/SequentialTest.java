package dev.serin.rollout.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Tests, as often as one likes, whether a canary fails more than the stable version of the same
 * moment.
 *
 * <p>In one interval let the canary have n requests of which X fail, the stable version m, and let
 * K be all failures. If the odds of failing of the canary are ψ times those of the stable version
 * then, given n, m and K, X has Fisher's noncentral hypergeometric distribution, p(x; ψ) = c(x) ψ^x
 * / Z(ψ) with c(x) = C(n, x) C(m, K - x) and Z(ψ) the sum of c(x) ψ^x. How often requests fail at
 * all, which may change from moment to moment, has dropped out.
 *
 * <p>Algorithm:
 *
 * <ol>
 *   <li>The null hypothesis is ψ ≤ ψ0, the smallest effect that matters. Alternatives are ψj =
 *       ψ0·rj for a fixed grid of rj &gt; 1 with weights wj that sum to 1.
 *   <li>For each alternative multiply Lj by p(X; ψj) / p(X; ψ0) = rj^X Z(ψ0) / Z(ψj).
 *   <li>The e-value is the sum of wj Lj. Unhealthy when it reaches 1/α.
 * </ol>
 *
 * <p>Why looking often does no harm: let Y be the factor of one interval, given the past and n, m,
 * K. If ψ = ψ0, E[Y] = Σ p(x; ψ0) · p(x; ψj)/p(x; ψ0) = 1. If ψ &lt; ψ0, X is stochastically
 * smaller (the distributions have monotone likelihood ratio in ψ) and Y grows with X, so E[Y] ≤ 1.
 * So each Lj, and with it the e-value, is a nonnegative supermartingale that starts at 1, and by
 * Ville's inequality the chance that it ever reaches 1/α is at most α. n and m may depend on the
 * past in any way: weights of routes may change, intervals may be of any length.
 *
 * <p>What is assumed: within one interval the requests of both versions fail independently with
 * odds in the ratio ψ. A single client that hits one version only with bad requests breaks that.
 *
 * <p>Z has as many terms as X can have values. Where those are more than a million, all counts are
 * divided by the same number first: less evidence than there is, never more.
 *
 * <p>The state is the list of the logarithms of the Lj.
 */
public final class SequentialTest {
  private static final long MOST_TERMS = 1_000_000;
  private static final double[] RATIOS = {1.5, 2, 4, 10, 30, 100, 1000};

  /** Much weight on large effects: a broken canary shall be found within a few failures. */
  private static final double[] WEIGHTS = {0.10, 0.10, 0.10, 0.15, 0.15, 0.20, 0.20};

  private SequentialTest() {}

  /** The state before any data. */
  public static List<Double> start() {
    return Collections.nCopies(RATIOS.length, 0.0);
  }

  /**
   * The state after one more interval.
   *
   * @param logs the state before
   * @param minimumEffect ψ0, at least 1
   * @param canary failures and requests of the canary in this interval
   * @param stable the same of the stable version
   */
  public static List<Double> after(
      List<Double> logs, double minimumEffect, Counts canary, Counts stable) {
    long terms = terms(canary, stable);
    if (terms > MOST_TERMS) {
      long part = terms / MOST_TERMS + 1;
      return after(logs, minimumEffect, canary.dividedBy(part), stable.dividedBy(part));
    }
    long failures = canary.errors() + stable.errors();
    if (failures == 0 || canary.requests() == 0 || stable.requests() == 0) {
      return logs;
    }
    double[] coefficients = coefficients(canary.requests(), stable.requests(), failures);
    long least = Math.max(0, failures - stable.requests());
    double excess = canary.errors() - least;
    double null0 = logSum(coefficients, Math.log(minimumEffect));
    List<Double> result = new ArrayList<>();
    for (int j = 0; j < RATIOS.length; j++) {
      double logRatio = Math.log(RATIOS[j]);
      double alternative = logSum(coefficients, Math.log(minimumEffect) + logRatio);
      result.add(logs.get(j) + excess * logRatio + null0 - alternative);
    }
    return List.copyOf(result);
  }

  private static long terms(Counts canary, Counts stable) {
    long failures = canary.errors() + stable.errors();
    return Math.min(failures, canary.requests()) - Math.max(0, failures - stable.requests());
  }

  /** The natural logarithm of the e-value. */
  public static double logEvidence(List<Double> logs) {
    double[] terms = new double[RATIOS.length];
    for (int j = 0; j < RATIOS.length; j++) {
      terms[j] = Math.log(WEIGHTS[j]) + logs.get(j);
    }
    return logSum(terms, 0);
  }

  /** log(c(x)/c(least)) for x from least to most, by the ratios of neighbours. */
  private static double[] coefficients(long n, long m, long failures) {
    long least = Math.max(0, failures - m);
    long most = Math.min(failures, n);
    double[] logs = new double[(int) (most - least + 1)];
    for (int i = 1; i < logs.length; i++) {
      long x = least + i;
      logs[i] =
          logs[i - 1]
              + Math.log((double) (n - x + 1) * (failures - x + 1))
              - Math.log((double) x * (m - failures + x));
    }
    return logs;
  }

  /** log of the sum of exp(logs[i] + i·slope), without overflow. */
  private static double logSum(double[] logs, double slope) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < logs.length; i++) {
      greatest = Math.max(greatest, logs[i] + i * slope);
    }
    double sum = 0;
    for (int i = 0; i < logs.length; i++) {
      sum += Math.exp(logs[i] + i * slope - greatest);
    }
    return greatest + Math.log(sum);
  }
}
