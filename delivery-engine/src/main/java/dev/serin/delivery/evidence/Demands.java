package dev.serin.delivery.evidence;

import dev.serin.delivery.evidence.statement.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an image's evidence must say.
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
    boolean asWanted =
        evidence.provenance().stream().anyMatch(signed -> isWanted(signed.content()));
    if (!asWanted) {
      Provenance found = evidence.provenance().get(0).content();
      unmet.add(
          "it was built from %s at %s for the scope '%s', which is not what was asked for"
              .formatted(found.source().repository(), found.source().commit(), found.scope()));
    }
    if (kinds.contains(EvidenceKind.SBOM) && evidence.sboms().isEmpty()) {
      unmet.add("no bill of materials (SBOM) by a trusted key");
    }
    if (kinds.contains(EvidenceKind.TESTS)) {
      if (evidence.tests().isEmpty()) {
        unmet.add("no test results by a trusted key");
      } else if (evidence.tests().stream().noneMatch(signed -> signed.content().good())) {
        unmet.add("its tests failed");
      }
    }
    return unmet;
  }

  private boolean isWanted(Provenance provenance) {
    return source.map(wanted -> wanted.equals(provenance.source().repository())).orElse(true)
        && commit.map(wanted -> provenance.source().commit().startsWith(wanted)).orElse(true)
        && scope.map(wanted -> wanted.equals(provenance.scope())).orElse(true);
  }
}
