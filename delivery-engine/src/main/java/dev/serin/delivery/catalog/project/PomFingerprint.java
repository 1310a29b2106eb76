package dev.serin.delivery.catalog.project;

import dev.serin.delivery.problem.Problems;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@code pom.xml} means to the modules below it: its elements without comments, white space
 * around texts, and the list of modules, which says what else is built but not how.
 */
public final class PomFingerprint {
  private static final Set<String> LISTS_OF_MODULES = Set.of("modules", "subprojects");

  private PomFingerprint() {}

  /** Returns a text that is equal for two POMs that mean the same; nothing when it is no XML. */
  public static Optional<String> of(String text) {
    return XmlFile.parse(Pom.FILE, text, new Problems())
        .map(
            root -> {
              StringBuilder canonical = new StringBuilder();
              write(root, canonical);
              return canonical.toString();
            });
  }

  private static void write(XmlElement element, StringBuilder canonical) {
    if (LISTS_OF_MODULES.contains(element.name())) {
      return;
    }
    String text = element.text();
    canonical.append('<').append(element.name()).append(' ');
    canonical.append(text.length()).append(' ').append(text);
    element
        .attributes()
        .forEach(
            (name, value) ->
                canonical
                    .append('@')
                    .append(name)
                    .append('=')
                    .append(value.length())
                    .append(' ')
                    .append(value));
    element.children().forEach(child -> write(child, canonical));
    canonical.append('>');
  }
}
