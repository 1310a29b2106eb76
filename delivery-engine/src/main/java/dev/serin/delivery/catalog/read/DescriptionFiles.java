package dev.serin.delivery.catalog.read;

import dev.serin.delivery.catalog.ServiceDescription;
import dev.serin.delivery.catalog.project.TreeIndex;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.problem.Problem;
import dev.serin.delivery.problem.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the {@code service.yaml} and {@code score.yaml} files of a commit. Where both are in a
 * folder, the first one holds where they say the same. Other tools use the same name: a file of a
 * Helm chart, or one with a {@code kind} and another API version, is left alone.
 */
final class DescriptionFiles {
  private static final Pattern KIND = Pattern.compile("(?m)^kind\\s*:");
  private static final Pattern OWN_VERSION =
      Pattern.compile("(?m)^apiVersion\\s*:\\s*.?serin\\.dev/");
  private static final Pattern SCORE_VERSION =
      Pattern.compile("(?m)^apiVersion\\s*:\\s*.?score\\.dev/");
  private static final String OTHER_ENDING = "service.yml";

  private final TreeIndex tree;
  private final ServiceDescriptionReader reader;
  private final Map<String, String> texts = new HashMap<>();

  DescriptionFiles(TreeIndex tree, ServiceDescriptionReader reader) {
    this.tree = tree;
    this.reader = reader;
  }

  /** Returns the folders that hold a description, sorted, whether it is right or not. */
  List<String> folders() {
    return Stream.concat(
            tree.foldersWith(ServiceDescription.FILE_NAME).stream()
                .filter(folder -> !isOfHelm(folder) && !isOfAnotherTool(folder)),
            tree.foldersWith(ScoreReader.FILE).stream().filter(this::isScore))
        .distinct()
        .sorted()
        .toList();
  }

  /** Reads the description in a folder; nothing when its name could not be read. */
  Optional<ServiceDescription> read(String folder, Problems problems) {
    String score = RepositoryPath.child(folder, ScoreReader.FILE);
    Optional<ServiceDescription> workload =
        isScore(folder)
            ? tree.text(score, problems).flatMap(text -> ScoreReader.read(score, text, problems))
            : Optional.empty();
    String path = RepositoryPath.child(folder, ServiceDescription.FILE_NAME);
    if (!tree.hasFile(path) || isOfAnotherTool(folder)) {
      return workload;
    }
    ServiceDescription defaults = workload.orElseGet(() -> ServiceDescription.defaults(""));
    return tree.text(path, problems).flatMap(text -> reader.read(path, text, defaults, problems));
  }

  /** Returns files that look as if they were meant to be descriptions. */
  List<Problem> lookAlikes() {
    return tree.foldersWith(OTHER_ENDING).stream()
        .map(folder -> RepositoryPath.child(folder, OTHER_ENDING))
        .filter(path -> OWN_VERSION.matcher(textOrEmpty(path)).find())
        .map(path -> new Problem(path, 0, 0, "is not read: rename it to service.yaml"))
        .toList();
  }

  private boolean isScore(String folder) {
    String text = textOrEmpty(RepositoryPath.child(folder, ScoreReader.FILE));
    return SCORE_VERSION.matcher(text).find();
  }

  private boolean isOfAnotherTool(String folder) {
    String text = textOrEmpty(RepositoryPath.child(folder, ServiceDescription.FILE_NAME));
    return KIND.matcher(text).find() && !OWN_VERSION.matcher(text).find();
  }

  /** Reads a text; one that is too large is reported when it is read as a description. */
  private String textOrEmpty(String path) {
    return texts.computeIfAbsent(path, each -> tree.text(each, new Problems()).orElse(""));
  }

  private boolean isOfHelm(String folder) {
    return tree.hasFile(RepositoryPath.child(folder, "Chart.yaml"))
        || tree.hasFile(RepositoryPath.child(RepositoryPath.parent(folder), "Chart.yaml"));
  }
}
