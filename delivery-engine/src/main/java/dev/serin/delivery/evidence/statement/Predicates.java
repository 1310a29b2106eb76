package dev.serin.delivery.evidence.statement;

/** The kinds of predicates that Serin writes and reads. */
public final class Predicates {
  /** How an image was built: SLSA's provenance, version 1. */
  public static final String PROVENANCE = "https://slsa.dev/provenance/v1";

  /** What is in an image: a bill of materials in CycloneDX's JSON. */
  public static final String SBOM = "https://cyclonedx.org/bom";

  /** Which tests an image has passed. */
  public static final String TESTS = "https://in-toto.io/attestation/test-result/v0.1";

  private Predicates() {}
}
