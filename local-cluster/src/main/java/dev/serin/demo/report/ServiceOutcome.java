package dev.serin.demo.report;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How it ended for one affected service of a story. */
public enum ServiceOutcome {
  /** It runs in its new version. */
  PROMOTED("promoted"),
  /** Its new version was tried, found unhealthy and taken back. */
  ROLLED_BACK("rolledBack"),
  /** It could not be built. */
  FAILED_BUILD("failedBuild"),
  /** Its tests failed. */
  FAILED_TEST("failedTest"),
  /** No image could be made of it. */
  FAILED_IMAGE("failedImage"),
  /** Its rollout did not come to an end in time. */
  NOT_FINISHED("notFinished");

  private final String word;

  ServiceOutcome(String word) {
    this.word = word;
  }

  /** The word for it in JSON. */
  @JsonValue
  public String word() {
    return word;
  }

  /** The words for it on the screen. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
