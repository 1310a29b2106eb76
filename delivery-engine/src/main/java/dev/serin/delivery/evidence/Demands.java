package dev.serin.delivery.evidence;

import dev.serin.delivery.evidence.statement.Provenance;
import dev.serin.delivery.evidence.statement.TestResult;
import dev.serin.delivery.evidence.trust.TrustedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an image's evidence must say: a provenance as wanted, and the rest by a key that vouches for
 * it.
 *
 * @param kinds what must be there
 * @param source address of the repository that it must be built from
 * @param commit that it must be built from; a beginning of at least seven digits does
 * @param scope that it must be built for
 */
public record Demands(
    Set<EvidenceKind> kinds,
    Optional<String> source,
    Optional<String> commit,
    Optional<String> scope) {
  /** Copies the kinds. Provenance is always asked for: without it nothing else counts. */
  public Demands {
    kinds = Set.copyOf(kinds);
  }

  /** All kinds of evidence, from anywhere that the keys may vouch for. */
  public static final Demands ALL =
      new Demands(
          Set.of(EvidenceKind.values()), Optional.empty(), Optional.empty(), Optional.empty());

  /** What the evidence lacks; nothing if it is all right. */
  public List<String> unmetBy(Evidence evidence) {
    List<String> unmet = new ArrayList<>();
    if (evidence.provenance().isEmpty()) {
      unmet.add("no provenance by a trusted key: nobody vouches for how it was built");
      return unmet;
    }
    Set<TrustedKey> vouching =
        evidence.provenance().stream()
            .filter(signed -> isWanted(signed.content()))
            .map(Evidence.Signed::by)
            .collect(Collectors.toUnmodifiableSet());
    if (vouching.isEmpty()) {
      Provenance found = evidence.provenance().get(0).content();
      return List.of(
          "it was built from %s at %s for the scope '%s', which is not what was asked for"
              .formatted(found.source().repository(), found.source().commit(), found.scope()));
    }
    if (kinds.contains(EvidenceKind.SBOM) && by(vouching, evidence.sboms()).isEmpty()) {
      unmet.add("no bill of materials (SBOM) by a trusted key");
    }
    if (kinds.contains(EvidenceKind.TESTS)) {
      List<Evidence.Signed<TestResult>> tests = by(vouching, evidence.tests());
      if (tests.isEmpty()) {
        unmet.add("no test results by a trusted key");
      } else if (tests.stream().noneMatch(signed -> signed.content().good())) {
        unmet.add("its tests failed");
      }
    }
    return unmet;
  }

  /** A key that vouches for another build, such as a change request's, adds nothing to this one. */
  private static <T> List<Evidence.Signed<T>> by(
      Set<TrustedKey> vouching, List<Evidence.Signed<T>> all) {
    return all.stream().filter(signed -> vouching.contains(signed.by())).toList();
  }

  private boolean isWanted(Provenance provenance) {
    return source.map(wanted -> wanted.equals(provenance.source().repository())).orElse(true)
        && commit.map(wanted -> provenance.source().commit().startsWith(wanted)).orElse(true)
        && scope.map(wanted -> wanted.equals(provenance.scope())).orElse(true);
  }
}
