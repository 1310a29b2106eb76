package dev.serin.rollout.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SequentialTestTest {
  private static final double BOUND = Math.log(100);
  private static final double EFFECT = 1.5;

  @Test
  void startsWithNoEvidence() {
    assertEquals(0, SequentialTest.logEvidence(SequentialTest.start()), 1e-12);
  }

  @Test
  void learnsNothingWithoutFailuresOrWithoutRequestsOfOneVersion() {
    List<Double> start = SequentialTest.start();
    assertEquals(start, SequentialTest.after(start, EFFECT, new Counts(5, 0), new Counts(45, 0)));
    assertEquals(start, SequentialTest.after(start, EFFECT, new Counts(5, 5), Counts.NONE));
    assertEquals(start, SequentialTest.after(start, EFFECT, Counts.NONE, new Counts(5, 5)));
  }

  @Test
  void everyIntervalIsAFairGameUnderTheNullHypothesis() {
    for (int failures = 1; failures <= 6; failures++) {
      double expectation = 0;
      double all = 0;
      for (int x = Math.max(0, failures - 9); x <= Math.min(4, failures); x++) {
        double weight = choose(4, x) * choose(9, failures - x) * Math.pow(EFFECT, x);
        List<Double> after =
            SequentialTest.after(
                SequentialTest.start(), EFFECT, new Counts(4, x), new Counts(9, failures - x));
        expectation += weight * Math.exp(SequentialTest.logEvidence(after));
        all += weight;
      }
      assertEquals(1, expectation / all, 1e-9, failures + " failures");
    }
  }

  @Test
  void staysFiniteWithManyFailures() {
    List<Double> state = SequentialTest.start();
    for (int i = 0; i < 50; i++) {
      state = SequentialTest.after(state, EFFECT, new Counts(5_000, 5_000), new Counts(50_000, 0));
    }
    assertTrue(Double.isFinite(SequentialTest.logEvidence(state)));
    assertTrue(SequentialTest.logEvidence(state) > BOUND);
  }

  /** 50 requests/s, 10 % weight, looks every second for two minutes, errors at 2 %. */
  @Test
  void healthyCanariesAreRarelyCalledUnhealthy() {
    assertTrue(falseAlarms(10_000, 120, false) <= 100);
  }

  @Test
  void shocksThatHitBothVersionsAreNotTheCanarysFault() {
    assertTrue(falseAlarms(10_000, 120, true) <= 100);
  }

  @Test
  void everyThirdRequestFailingIsFoundWithinThreeLooks() {
    int[] looks = new int[1001];
    for (int run = 0; run <= 1000; run++) {
      Random random = new Random(run);
      List<Double> state = SequentialTest.start();
      int served = random.nextInt(3);
      while (SequentialTest.logEvidence(state) < BOUND) {
        int requests = binomial(random, 50, 0.1);
        int errors = (served + requests) / 3 - served / 3;
        served += requests;
        state =
            SequentialTest.after(
                state, EFFECT, new Counts(requests, errors), new Counts(50 - requests, 0));
        looks[run]++;
      }
    }
    Arrays.sort(looks);
    assertTrue(looks[500] <= 2, "median " + looks[500]);
    assertTrue(looks[950] <= 4, "95th percentile " + looks[950]);
  }

  @Test
  void aFivefoldErrorRateIsFoundInTime() {
    int found = 0;
    for (int run = 0; run < 500; run++) {
      Random random = new Random(run);
      List<Double> state = SequentialTest.start();
      for (int look = 0; look < 120 && SequentialTest.logEvidence(state) < BOUND; look++) {
        int requests = binomial(random, 50, 0.1);
        state =
            SequentialTest.after(
                state,
                EFFECT,
                new Counts(requests, binomial(random, requests, 0.10)),
                new Counts(50 - requests, binomial(random, 50 - requests, 0.02)));
      }
      found += SequentialTest.logEvidence(state) >= BOUND ? 1 : 0;
    }
    assertTrue(found >= 475, "found " + found + " of 500");
  }

  private static int falseAlarms(int runs, int looks, boolean shocks) {
    int alarms = 0;
    for (int run = 0; run < runs; run++) {
      Random random = new Random(run);
      List<Double> state = SequentialTest.start();
      boolean alarm = false;
      for (int look = 0; look < looks && !alarm; look++) {
        boolean shock = shocks && look % 20 < 3;
        double rate = shock ? 0.4 : 0.02;
        int requests = binomial(random, 50, 0.1);
        state =
            SequentialTest.after(
                state,
                1,
                new Counts(requests, binomial(random, requests, rate)),
                new Counts(50 - requests, binomial(random, 50 - requests, rate)));
        alarm = SequentialTest.logEvidence(state) >= BOUND;
      }
      alarms += alarm ? 1 : 0;
    }
    return alarms;
  }

  /** By inversion: one random number, whatever the number of trials. */
  private static int binomial(Random random, int trials, double chance) {
    double left = random.nextDouble();
    double probability = Math.pow(1 - chance, trials);
    int hits = 0;
    while (left > probability && hits < trials) {
      left -= probability;
      probability *= (trials - hits) / (hits + 1.0) * chance / (1 - chance);
      hits++;
    }
    return hits;
  }

  private static double choose(int n, int k) {
    if (k < 0 || k > n) {
      return 0;
    }
    double result = 1;
    for (int i = 1; i <= k; i++) {
      result *= (n - k + i) / (double) i;
    }
    return result;
  }
}
