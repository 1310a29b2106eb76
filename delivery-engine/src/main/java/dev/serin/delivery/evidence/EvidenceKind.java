package dev.serin.delivery.evidence;

import java.util.Arrays;
import java.util.List;

/** What an image can be asked for. */
public enum EvidenceKind {
  /** Who built it, from what. */
  PROVENANCE("provenance"),
  /** What is in it. */
  SBOM("sbom"),
  /** Which tests it passed. */
  TESTS("tests");

  private final String word;

  EvidenceKind(String word) {
    this.word = word;
  }

  /** The word for it on the command line and in JSON. */
  public String word() {
    return word;
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(EvidenceKind::word).toList();
  }
}
