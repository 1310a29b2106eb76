package dev.serin.delivery.render;

import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.ServiceDescription;
import dev.serin.delivery.catalog.yaml.YamlFile;
import dev.serin.delivery.catalog.yaml.YamlMapping;
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.problem.Problem;
import dev.serin.delivery.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of a description that are checked but that the renderer makes nothing of. */
public final class UnappliedKeys {
  private static final List<Unapplied> DEPLOY =
      List.of(
          new Unapplied("calls", "any service may call any other"),
          new Unapplied("backing", "provide the backing service and its credentials yourself"),
          new Unapplied("scale", "the number of pods stays at 'replicas'"));
  private static final List<Unapplied> CONTAINER =
      List.of(
          new Unapplied("files", "put them into the image or mount them yourself"),
          new Unapplied("volumes", "the container's own file system is all that it has"));
  private static final Unapplied AUTH = new Unapplied("auth", "the gateway lets everybody through");

  private UnappliedKeys() {}

  /**
   * Warnings about one component's description.
   *
   * @return one for each such key, with its place; none if there is no file
   */
  public static List<Problem> warnings(CommitTree tree, Component component) {
    String path = RepositoryPath.child(component.path(), ServiceDescription.FILE_NAME);
    String score = RepositoryPath.child(component.path(), "score.yaml");
    List<Problem> warnings = new ArrayList<>();
    tree.readText(path, YamlFile.SIZE_LIMIT)
        .ifPresent(text -> warnings.addAll(warnings(path, text)));
    tree.readText(score, YamlFile.SIZE_LIMIT)
        .ifPresent(text -> warnings.addAll(ofScore(score, text)));
    return List.copyOf(warnings);
  }

  static List<Problem> ofScore(String path, String text) {
    Problems warnings = new Problems();
    Optional<YamlMapping> containers =
        new YamlFile(path, warnings).parse(text).flatMap(file -> file.mapping("containers"));
    containers.ifPresent(
        all ->
            all.keys().stream()
                .flatMap(name -> all.mapping(name).stream())
                .forEach(
                    container ->
                        CONTAINER.forEach(
                            unapplied -> warn(container, "containers.*.", unapplied))));
    return warnings.list();
  }

  static List<Problem> warnings(String path, String text) {
    Problems warnings = new Problems();
    Optional<YamlMapping> deploy =
        new YamlFile(path, warnings).parse(text).flatMap(file -> file.mapping("deploy"));
    deploy.ifPresent(
        keys -> {
          DEPLOY.forEach(unapplied -> warn(keys, "deploy.", unapplied));
          keys.mapping("route").ifPresent(route -> warn(route, "deploy.route.", AUTH));
        });
    return warnings.list();
  }

  private static void warn(YamlMapping keys, String prefix, Unapplied unapplied) {
    String name = prefix + unapplied.key();
    keys.value(unapplied.key())
        .ifPresent(
            value -> value.problem("'" + name + "' is not applied yet: " + unapplied.meaning()));
  }

  /** A key, and what that it is not applied means. */
  private record Unapplied(String key, String meaning) {}
}
