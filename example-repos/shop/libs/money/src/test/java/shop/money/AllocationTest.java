package shop.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AllocationTest {

  @Test
  void sharesAlwaysAddUpToTheWholeAndAreNeverMoreThanOneUnitOff() {
    SplittableRandom random = new SplittableRandom(20261123);
    for (int round = 0; round < 2_000; round++) {
      long whole = random.nextLong(-1_000_000, 1_000_000);
      List<Long> weights = random.longs(random.nextInt(1, 9), 0, 1_000).boxed().toList();
      long sum = weights.stream().mapToLong(Long::longValue).sum();
      if (sum == 0) {
        continue;
      }
      List<Long> shares = Allocation.shares(whole, weights);
      assertEquals(whole, shares.stream().mapToLong(Long::longValue).sum());
      for (int index = 0; index < shares.size(); index++) {
        double exact = (double) whole * weights.get(index) / sum;
        assertTrue(Math.abs(shares.get(index) - exact) < 1.000001, whole + " by " + weights);
      }
    }
  }

  @Test
  void sharesOutTheLargestAmountsWithoutOverflow() {
    List<Long> shares =
        Allocation.shares(Long.MAX_VALUE, List.of(Long.MAX_VALUE, Long.MAX_VALUE, 0L));
    assertEquals(List.of(Long.MAX_VALUE / 2 + 1, Long.MAX_VALUE / 2, 0L), shares);
  }

  @Test
  void refusesWeightsThatGiveNobodyAnything() {
    assertThrows(IllegalArgumentException.class, () -> Allocation.shares(1, List.of()));
    assertThrows(IllegalArgumentException.class, () -> Allocation.shares(1, List.of(0L, 0L)));
    assertThrows(IllegalArgumentException.class, () -> Allocation.shares(1, List.of(2L, -1L)));
  }
}
