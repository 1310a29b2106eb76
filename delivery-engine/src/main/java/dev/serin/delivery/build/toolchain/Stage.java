package dev.serin.delivery.build.toolchain;

/** A part of a service's build; the words are part of the release file's format. */
public enum Stage {
  /** Fetching dependencies and compiling, tests included. */
  BUILD("build"),
  /** Running the tests. */
  TEST("test"),
  /** Making the image. */
  IMAGE("image"),
  /** Publishing the image in a registry. */
  PUSH("push");

  private final String word;

  Stage(String word) {
    this.word = word;
  }

  /** The word that the JSON formats use. */
  public String word() {
    return word;
  }
}
