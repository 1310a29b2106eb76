package dev.serin.delivery.evidence.trust;

import dev.serin.delivery.evidence.signature.VerificationKey;
import dev.serin.delivery.evidence.statement.Provenance;
import java.util.Optional;
import java.util.Set;

/**
 * A key, and what it may vouch for. An empty set stands for anything.
 *
 * @param name for people
 * @param key its public half
 * @param builders ids of the builders that it may speak for
 * @param scopes that it may build for
 * @param sources addresses of the repositories that it may have built from
 */
public record TrustedKey(
    String name,
    VerificationKey key,
    Set<String> builders,
    Set<String> scopes,
    Set<String> sources) {
  /** Copies the sets. */
  public TrustedKey {
    builders = Set.copyOf(builders);
    scopes = Set.copyOf(scopes);
    sources = Set.copyOf(sources);
  }

  /** A key that may vouch for anything. */
  public static TrustedKey unlimited(String name, VerificationKey key) {
    return new TrustedKey(name, key, Set.of(), Set.of(), Set.of());
  }

  /** Why it may not vouch for this, in words that go on after its name; nothing if it may. */
  public Optional<String> objection(Provenance provenance) {
    String builder = provenance.builder().id();
    String source = provenance.source().repository();
    if (!allows(builders, builder)) {
      return Optional.of("may not speak for the builder " + builder);
    }
    if (!allows(scopes, provenance.scope())) {
      return Optional.of("may not build for the scope '" + provenance.scope() + "'");
    }
    if (!allows(sources, source)) {
      return Optional.of("may not vouch for builds from " + source);
    }
    return Optional.empty();
  }

  private static boolean allows(Set<String> allowed, String value) {
    return allowed.isEmpty() || allowed.contains(value);
  }
}
