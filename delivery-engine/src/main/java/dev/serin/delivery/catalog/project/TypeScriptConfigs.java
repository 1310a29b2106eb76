package dev.serin.delivery.catalog.project;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serin.delivery.catalog.project.Project.Link;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the TypeScript compiler reads for a package beyond its own folder.
 *
 * <ol>
 *   <li>Every {@code tsconfig*.json} of the folder is read, with comments and trailing commas.
 *   <li>What one {@code extends} is a build file, and is read in turn; packages are left to npm.
 *   <li>{@code references}, which are not inherited, and those {@code paths} whose alias a source
 *       of the package names are links when they lead out of the folder: to the package that they
 *       lead into, or to the path itself when there is none.
 * </ol>
 */
final class TypeScriptConfigs {
  private static final Pattern NAME = Pattern.compile("tsconfig[\\w.-]*\\.json");
  private static final Pattern SOURCE = Pattern.compile(".*\\.[cm]?[jt]sx?|.*\\.(?:vue|svelte)");
  private static final int LONGEST_CHAIN = 20;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  /** What was found. */
  record Found(List<Link> links, Set<String> buildFiles) {}

  private final String folder;
  private final TreeIndex tree;
  private final Problems problems;
  private final List<Link> links = new ArrayList<>();
  private final Set<String> read = new TreeSet<>();
  private @Nullable List<String> sources;

  private TypeScriptConfigs(String folder, TreeIndex tree, Problems problems) {
    this.folder = folder;
    this.tree = tree;
    this.problems = problems;
  }

  static Found of(String folder, TreeIndex tree, Problems problems) {
    TypeScriptConfigs configs = new TypeScriptConfigs(folder, tree, problems);
    tree.filesIn(folder).stream()
        .filter(path -> NAME.matcher(RepositoryPath.name(path)).matches())
        .filter(tree::hasFile)
        .forEach(path -> configs.read(path, 0));
    Set<String> outside = new TreeSet<>(configs.read);
    outside.removeIf(path -> RepositoryPath.contains(folder, path));
    return new Found(configs.links, outside);
  }

  private void read(String path, int depth) {
    if (depth > LONGEST_CHAIN || !read.add(path)) {
      return;
    }
    String text = tree.text(path, problems).orElse("{}");
    JsonNode config;
    try {
      config = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      SyntaxProblems.add(problems, path, "JSON", e);
      return;
    }
    String own = RepositoryPath.parent(path);
    JsonNode parents = config.path("extends");
    for (JsonNode parent : parents.isArray() ? parents : List.of(parents)) {
      extended(own, parent.asText("")).ifPresent(found -> read(found, depth + 1));
    }
    if (depth == 0) {
      config
          .path("references")
          .forEach(reference -> link(own, reference.path("path").asText(""), path, text));
    }
    JsonNode options = config.path("compilerOptions");
    RepositoryPath.resolve(own, options.path("baseUrl").asText("."))
        .ifPresent(
            start ->
                options
                    .path("paths")
                    .properties()
                    .forEach(
                        alias -> {
                          if (isNamed(alias.getKey())) {
                            alias
                                .getValue()
                                .forEach(target -> link(start, target.asText(""), path, text));
                          }
                        }));
  }

  /** Whether a source of the package names an alias such as {@code @shop/money/*}. */
  private boolean isNamed(String alias) {
    String start = alias.replaceFirst("\\*.*$", "");
    return sources().stream()
        .anyMatch(source -> source.contains('"' + start) || source.contains('\'' + start));
  }

  private List<String> sources() {
    if (sources == null) {
      sources =
          tree.filesBelow(folder).stream()
              .filter(path -> SOURCE.matcher(RepositoryPath.name(path)).matches())
              .flatMap(path -> tree.source(path, problems).stream())
              .toList();
    }
    return sources;
  }

  private Optional<String> extended(String own, String target) {
    if (!target.startsWith(".")) {
      return Optional.empty();
    }
    return List.of(target, target + ".json", target + "/tsconfig.json").stream()
        .flatMap(name -> RepositoryPath.resolve(own, name).stream())
        .filter(tree::hasFile)
        .findFirst();
  }

  /** A pattern such as {@code libs/*} means the folder before its star. */
  private void link(String start, String target, String file, String text) {
    String plain = target.replaceFirst("/?\\*.*$", "");
    if (plain.isEmpty()) {
      return;
    }
    RepositoryPath.resolve(start, plain)
        .filter(path -> !RepositoryPath.contains(folder, path))
        .filter(path -> !RepositoryPath.contains(path, folder))
        .filter(tree::exists)
        .map(this::packageOf)
        .ifPresent(
            path -> {
              TextPlace place = TextPlace.of('"' + target + '"', text);
              links.add(
                  new Link(
                      path, file, place.line(), place.column(), "TypeScript reference " + target));
            });
  }

  private String packageOf(String path) {
    for (String each = path;
        !each.equals(RepositoryPath.ROOT)
            && !RepositoryPath.contains(/* folder= */ each, /* path= */ folder);
        each = RepositoryPath.parent(each)) {
      if (tree.hasFile(RepositoryPath.child(each, "package.json"))) {
        return each;
      }
    }
    return path;
  }
}
