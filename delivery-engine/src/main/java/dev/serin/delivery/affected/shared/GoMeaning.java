package dev.serin.delivery.affected.shared;

import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Toolchains;
import dev.serin.delivery.catalog.project.go.GoFile;
import dev.serin.delivery.catalog.project.go.GoFile.Directive;
import dev.serin.delivery.git.RepositoryPath;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What Go's files of versions mean to a build. Comments, order and grouping do not count, nor does
 * the list of a workspace's modules, since each is found by what imports it.
 *
 * <p>Versions are chosen for all modules of a workspace together, so the {@code go.mod} of another
 * member counts as far as it asks for a higher version of what the build asks for too. From Go 1.17
 * on a {@code go.mod} lists all that its packages need; an older one counts whole.
 */
final class GoMeaning {
  private static final String MODULE = "go.mod";
  private static final String SUM_OF_A_MODULE_FILE = "/go.mod";
  private static final int LISTS_ALL_SINCE = 17;

  /** What one member of a workspace says for all of them. */
  private static final Set<String> OF_ALL_MEMBERS = Set.of("require", "replace", "exclude");

  private GoMeaning() {}

  static Optional<SharedFile> read(String path, String text) {
    String folder = RepositoryPath.parent(path);
    boolean sums = path.endsWith(".sum");
    boolean ofWorkspace = RepositoryPath.name(path).startsWith("go.work");
    return Optional.of(
        reader -> {
          Set<String> own = modules(reader);
          Optional<Map<String, String>> asked =
              own.contains(folder) && !ofWorkspace ? Optional.empty() : required(own, reader);
          if (sums) {
            return Optional.of(sums(text, asked));
          }
          boolean ofAnother = !ofWorkspace && !own.contains(folder);
          return Optional.of(directives(text, ofAnother, asked));
        });
  }

  /** What the build's own modules ask for, with versions; nothing when they do not list all. */
  private static Optional<Map<String, String>> required(Set<String> own, Reader reader) {
    Map<String, String> required = new TreeMap<>();
    for (String module : own) {
      GoFile file = GoFile.parse(reader.text(RepositoryPath.child(module, MODULE)).orElse(""));
      if (!listsAll(file)) {
        return Optional.empty();
      }
      for (Directive each : file.all("require")) {
        required.merge(
            word(each, 0),
            word(each, 1),
            (one, other) -> GoVersion.mayReplace(other, one) ? other : one);
      }
    }
    return Optional.of(required);
  }

  private static Set<String> modules(Reader reader) {
    Set<String> folders = new TreeSet<>();
    for (Component component : reader.closure()) {
      if (component.toolchain().equals(Toolchains.GO)) {
        String each = component.path();
        while (reader.text(RepositoryPath.child(each, MODULE)).isEmpty()
            && !each.equals(RepositoryPath.ROOT)) {
          each = RepositoryPath.parent(each);
        }
        folders.add(each);
      }
    }
    return folders;
  }

  private static boolean listsAll(GoFile file) {
    return file.all("go").stream()
        .flatMap(directive -> directive.words().stream().limit(1))
        .map(version -> version.split("\\."))
        .anyMatch(
            parts ->
                parts.length > 1
                    && parts[1].matches("\\d{1,4}")
                    && Integer.parseInt(parts[1]) >= LISTS_ALL_SINCE);
  }

  private static String directives(
      String text, boolean ofAnother, Optional<Map<String, String>> asked) {
    return GoFile.parse(text).directives().stream()
        .filter(directive -> !directive.verb().equals("use"))
        .filter(directive -> !ofAnother || OF_ALL_MEMBERS.contains(directive.verb()))
        .filter(
            directive ->
                !directive.verb().equals("require")
                    || asked.isEmpty()
                    || mayChange(directive, asked.get()))
        .map(directive -> directive.verb() + " " + String.join(" ", directive.words()))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  /** The highest version that anybody asks for is chosen; what is not higher changes nothing. */
  private static boolean mayChange(Directive require, Map<String, String> asked) {
    String version = asked.get(word(require, 0));
    return version != null && GoVersion.mayReplace(word(require, 1), version);
  }

  private static String word(Directive directive, int index) {
    return directive.words().size() > index ? directive.words().get(index) : "";
  }

  /** Sums of {@code go.mod} files guard the choice of versions, but are part of no package. */
  private static String sums(String text, Optional<Map<String, String>> asked) {
    return text.lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 1)
        .filter(words -> !words[1].endsWith(SUM_OF_A_MODULE_FILE))
        .filter(words -> asked.isEmpty() || asked.get().containsKey(words[0]))
        .map(words -> String.join(" ", words))
        .sorted()
        .distinct()
        .collect(Collectors.joining("\n"));
  }
}
