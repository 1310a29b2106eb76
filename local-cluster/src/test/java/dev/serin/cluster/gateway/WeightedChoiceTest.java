package dev.serin.cluster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class WeightedChoiceTest {
  @Test
  void everyWindowOfRequestsHasTheShareOfTheWeight() {
    SplittableRandom random = new SplittableRandom(7);
    for (int weight : new int[] {1, 10, 25, 50, 99}) {
      WeightedChoice choice = new WeightedChoice(random.nextDouble());
      List<Backend> backends = List.of(backend("stable", 100 - weight), backend("canary", weight));
      List<Integer> chosen = new ArrayList<>();
      for (int i = 0; i < 3000; i++) {
        chosen.add(choice.next(backends).orElseThrow().service().equals("canary") ? 1 : 0);
      }
      for (int start = 0; start + 1000 <= chosen.size(); start += 97) {
        int canaries =
            chosen.subList(start, start + 1000).stream().mapToInt(Integer::intValue).sum();
        assertTrue(Math.abs(canaries - weight * 10) <= 3, weight + " %: " + canaries);
      }
    }
  }

  @Test
  void aRegularPatternInTheRequestsDoesNotMeetTheChoice() {
    WeightedChoice choice = new WeightedChoice(0.3);
    List<Backend> backends = List.of(backend("stable", 90), backend("canary", 10));
    int everyTenth = 0;
    for (int i = 0; i < 10_000; i++) {
      boolean canary = choice.next(backends).orElseThrow().service().equals("canary");
      everyTenth += canary && i % 10 == 0 ? 1 : 0;
    }
    assertEquals(100, everyTenth, 10);
  }

  @Test
  void aBackendWithoutWeightGetsNothing() {
    WeightedChoice choice = new WeightedChoice(0.999);
    List<Backend> backends = List.of(backend("stable", 100), backend("canary", 0));
    for (int i = 0; i < 1000; i++) {
      assertEquals("stable", choice.next(backends).orElseThrow().service());
    }
    assertEquals(Optional.empty(), choice.next(List.of(backend("canary", 0))));
  }

  private static Backend backend(String name, int weight) {
    return new Backend(name, weight, true, List.of());
  }
}
