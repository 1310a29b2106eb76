package dev.serin.delivery.evidence;

import java.util.List;

/**
 * What the evidence of an image came to.
 *
 * @param image its name by digest
 * @param evidence what trusted keys say
 * @param unmet what was asked for and is not there
 */
public record Verdict(String image, Evidence evidence, List<String> unmet) {
  /** Copies the list. */
  public Verdict {
    unmet = List.copyOf(unmet);
  }

  /** Whether the image may be used. */
  public boolean good() {
    return unmet.isEmpty();
  }
}
