package dev.serin.delivery.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.delivery.evidence.signature.Envelope;
import dev.serin.delivery.evidence.statement.Predicates;
import dev.serin.delivery.evidence.statement.Provenance;
import dev.serin.delivery.evidence.statement.Statement;
import dev.serin.delivery.evidence.statement.TestResult;
import dev.serin.delivery.evidence.trust.TrustPolicy;
import dev.serin.delivery.evidence.trust.TrustedKey;
import dev.serin.delivery.image.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What trusted keys say about one image.
 *
 * <ol>
 *   <li>An envelope counts when a trusted key signed it, its payload is an in-toto statement, and
 *       that is about this very digest.
 *   <li>A statement of provenance counts when the policy lets its key speak for that builder, scope
 *       and source. Other statements count when the key signed a provenance that counts, so that a
 *       key is limited in all that it says.
 *   <li>What does not count is noted with the reason, never silently dropped.
 * </ol>
 *
 * @param provenance how it was built; several if it was built more than once
 * @param sboms bills of materials
 * @param tests results of its tests
 * @param notes what was left out, and why
 */
public record Evidence(
    List<Signed<Provenance>> provenance,
    List<Signed<JsonNode>> sboms,
    List<Signed<TestResult>> tests,
    List<String> notes) {
  /** Copies the lists. */
  public Evidence {
    provenance = List.copyOf(provenance);
    sboms = List.copyOf(sboms);
    tests = List.copyOf(tests);
    notes = List.copyOf(notes);
  }

  /**
   * Something that a trusted key says.
   *
   * @param by the key
   * @param content what it says
   */
  public record Signed<T>(TrustedKey by, T content) {}

  /** Sorts out what is attached to an image. */
  public static Evidence of(Digest image, List<Envelope> envelopes, TrustPolicy policy) {
    List<Signed<Statement>> statements = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    int strangers = 0;
    for (Envelope envelope : envelopes) {
      Optional<TrustedKey> key = policy.signer(envelope);
      Optional<Statement> statement =
          envelope.payloadType().equals(Envelope.IN_TOTO)
              ? Statement.parse(envelope.payload())
              : Optional.empty();
      if (key.isEmpty()) {
        strangers++;
      } else if (statement.isEmpty() || !statement.get().isAbout(image)) {
        notes.add("what %s signed here is not about this image".formatted(key.get().name()));
      } else {
        statements.add(new Signed<>(key.get(), statement.get()));
      }
    }
    if (strangers > 0) {
      notes.add(strangers + " more signed by keys that are not trusted");
    }
    List<Signed<Provenance>> provenance = provenance(statements, notes);
    List<TrustedKey> vouching = provenance.stream().map(Signed::by).toList();
    List<Signed<Statement>> counting =
        statements.stream().filter(signed -> vouching.contains(signed.by())).toList();
    return new Evidence(provenance, sboms(counting), tests(counting), notes);
  }

  private static List<Signed<Provenance>> provenance(
      List<Signed<Statement>> statements, List<String> notes) {
    List<Signed<Provenance>> found = new ArrayList<>();
    for (Signed<Statement> signed : of(statements, Predicates.PROVENANCE)) {
      Optional<Provenance> provenance = Provenance.parse(signed.content().predicate());
      Optional<String> objection =
          provenance.isEmpty()
              ? Optional.of("has signed a provenance that names no builder")
              : signed.by().objection(provenance.get());
      if (objection.isPresent()) {
        notes.add(signed.by().name() + " " + objection.get());
      } else {
        found.add(new Signed<>(signed.by(), provenance.orElseThrow()));
      }
    }
    return found;
  }

  private static List<Signed<JsonNode>> sboms(List<Signed<Statement>> statements) {
    return of(statements, Predicates.SBOM).stream()
        .map(signed -> new Signed<>(signed.by(), signed.content().predicate()))
        .toList();
  }

  private static List<Signed<TestResult>> tests(List<Signed<Statement>> statements) {
    List<Signed<TestResult>> found = new ArrayList<>();
    for (Signed<Statement> signed : of(statements, Predicates.TESTS)) {
      TestResult.parse(signed.content().predicate())
          .ifPresent(result -> found.add(new Signed<>(signed.by(), result)));
    }
    return found;
  }

  private static List<Signed<Statement>> of(List<Signed<Statement>> statements, String type) {
    return statements.stream()
        .filter(signed -> signed.content().predicateType().equals(type))
        .toList();
  }
}
