package dev.serin.delivery.affected.shared;

import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Toolchains;
import dev.serin.delivery.catalog.project.go.GoFile;
import dev.serin.delivery.catalog.project.go.GoFile.Directive;
import dev.serin.delivery.git.RepositoryPath;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What Go's files of versions mean to a build. Comments, order and grouping do not count, nor does
 * the list of a workspace's modules, since each is found by what imports it.
 *
 * <p>Versions are chosen for all modules of a workspace together, so the {@code go.mod} of another
 * member counts as far as it asks for what the build asks for too. From Go 1.17 on a {@code go.mod}
 * lists all that its packages need; an older one counts whole.
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
    return switch (RepositoryPath.name(path)) {
      case "go.sum", "go.work.sum" ->
          Optional.of(reader -> Optional.of(sums(text, required(folder, path, reader))));
      default ->
          Optional.of(reader -> Optional.of(directives(text, required(folder, path, reader))));
    };
  }

  /** Which modules' versions matter in a file of a folder. */
  private static Predicate<String> required(String folder, String path, Reader reader) {
    Set<String> own = modules(reader);
    if (own.contains(folder) && !isOfWorkspace(path)) {
      return module -> true;
    }
    Set<String> required = new TreeSet<>();
    for (String module : own) {
      GoFile file = GoFile.parse(reader.text(RepositoryPath.child(module, MODULE)).orElse(""));
      if (!listsAll(file)) {
        return name -> true;
      }
      file.all("require").stream()
          .flatMap(directive -> directive.words().stream().limit(1))
          .forEach(required::add);
    }
    return required::contains;
  }

  private static boolean isOfAnother(String folder, String path, Reader reader) {
    return !isOfWorkspace(path) && !modules(reader).contains(folder);
  }

  private static boolean isOfWorkspace(String path) {
    return RepositoryPath.name(path).startsWith("go.work");
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

  private static String directives(String text, boolean ofAnother, Predicate<String> required) {
    return GoFile.parse(text).directives().stream()
        .filter(directive -> !directive.verb().equals("use"))
        .filter(directive -> !ofAnother || OF_ALL_MEMBERS.contains(directive.verb()))
        .filter(directive -> !directive.verb().equals("require") || required.test(name(directive)))
        .map(directive -> directive.verb() + " " + String.join(" ", directive.words()))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private static String name(Directive directive) {
    return directive.words().isEmpty() ? "" : directive.words().get(0);
  }

  /** Sums of {@code go.mod} files guard the choice of versions, but are part of no package. */
  private static String sums(String text, Predicate<String> required) {
    return text.lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 1)
        .filter(words -> !words[1].endsWith(SUM_OF_A_MODULE_FILE) && required.test(words[0]))
        .map(words -> String.join(" ", words))
        .sorted()
        .distinct()
        .collect(Collectors.joining("\n"));
  }
}
