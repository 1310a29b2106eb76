package dev.serin.delivery.build.node;

import dev.serin.delivery.build.toolchain.ServiceBuild;
import dev.serin.delivery.build.toolchain.Stage;
import dev.serin.delivery.build.toolchain.StageFailureException;
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.RepositoryPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the packages of a service are installed: by the lock file in its own folder, or by that of
 * the workspace that it is in.
 *
 * @param root folder of the lock file, from the root of the repository
 * @param member the service's folder relative to it; empty when it is the same
 */
record NodeInstall(String root, String member) {
  static final String LOCK = "package-lock.json";
  private static final List<String> FOREIGN_LOCKS = List.of("pnpm-lock.yaml", "yarn.lock");
  private static final List<String> QUIET =
      List.of("--prefer-offline", "--no-audit", "--no-fund", "--no-update-notifier");

  /** Finds the lock file that holds for a folder: the nearest in it or above. */
  static Optional<NodeInstall> of(String folder, CommitTree tree) {
    return nearest(folder, List.of(LOCK), tree)
        .map(root -> new NodeInstall(root, member(root, folder)));
  }

  /** Returns the lock file of another tool that holds for a folder, when there is none of npm. */
  static Optional<String> foreignLock(String folder, CommitTree tree) {
    if (of(folder, tree).isPresent()) {
      return Optional.empty();
    }
    return FOREIGN_LOCKS.stream()
        .filter(name -> nearest(folder, List.of(name), tree).isPresent())
        .findFirst();
  }

  /** Installs everything that a build needs. */
  void forBuild(ServiceBuild build, NpmCache cache)
      throws StageFailureException, IOException, InterruptedException {
    Path privateCache = build.workspace().home().resolve(".npm");
    Path lock = build.folder(root).resolve(LOCK);
    cache.seed(lock, privateCache);
    run(build, Stage.BUILD, List.of());
    cache.collect(lock, privateCache);
  }

  /** Leaves only what the service needs when it runs. */
  void forRunning(ServiceBuild build)
      throws StageFailureException, IOException, InterruptedException {
    run(build, Stage.IMAGE, List.of("--omit=dev", "--offline", "--ignore-scripts"));
  }

  /** Folders that hold packages which the service finds, its own first. */
  List<Path> moduleFolders(ServiceBuild build) {
    return member.isEmpty() ? List.of(build.folder()) : List.of(build.folder(), build.folder(root));
  }

  private void run(ServiceBuild build, Stage stage, List<String> more)
      throws StageFailureException, IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("npm", "ci"));
    arguments.addAll(QUIET);
    arguments.addAll(more);
    if (!member.isEmpty()) {
      arguments.addAll(List.of("--workspace=" + member, "--include-workspace-root"));
    }
    build.require(stage, build.folder(root), arguments, Map.of());
  }

  private static Optional<String> nearest(String folder, List<String> names, CommitTree tree) {
    for (String each = folder; ; each = RepositoryPath.parent(each)) {
      for (String name : names) {
        if (tree.entry(RepositoryPath.child(each, name)).isPresent()) {
          return Optional.of(each);
        }
      }
      if (each.equals(RepositoryPath.ROOT)) {
        return Optional.empty();
      }
    }
  }

  private static String member(String root, String folder) {
    if (root.equals(folder)) {
      return "";
    }
    return root.equals(RepositoryPath.ROOT) ? folder : folder.substring(root.length() + 1);
  }
}
