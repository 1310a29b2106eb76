package shop.money;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shares a whole number of units out in proportion to weights, by the method of the largest
 * remainder.
 *
 * <ol>
 *   <li>Everybody gets their exact share, rounded towards zero.
 *   <li>The units left over (fewer than there are shares) go, one each, to those who lost most by
 *       the rounding; among equals, to the first.
 * </ol>
 *
 * <p>Invariants: the shares add up to the whole; no share is more than one unit off its exact
 * value; a weight of nothing gets nothing.
 */
final class Allocation {

  private Allocation() {}

  static List<Long> shares(long whole, List<Long> weights) {
    BigInteger sum = sumOf(weights);
    BigInteger units = BigInteger.valueOf(whole);
    List<Long> shares = new ArrayList<>();
    List<BigInteger> remainders = new ArrayList<>();
    long left = whole;
    for (long weight : weights) {
      BigInteger[] exact = units.multiply(BigInteger.valueOf(weight)).divideAndRemainder(sum);
      shares.add(exact[0].longValueExact());
      remainders.add(exact[1].abs());
      left -= exact[0].longValueExact();
    }
    long unit = Long.signum(left);
    IntStream.range(0, shares.size())
        .boxed()
        .sorted(Comparator.comparing(remainders::get, Comparator.reverseOrder()))
        .limit(Math.abs(left))
        .forEach(index -> shares.set(index, shares.get(index) + unit));
    return List.copyOf(shares);
  }

  private static BigInteger sumOf(List<Long> weights) {
    BigInteger sum = BigInteger.ZERO;
    for (long weight : weights) {
      if (weight < 0) {
        throw new IllegalArgumentException("a weight is negative: " + weight);
      }
      sum = sum.add(BigInteger.valueOf(weight));
    }
    if (sum.signum() == 0) {
      throw new IllegalArgumentException("no weight is positive");
    }
    return sum;
  }
}
