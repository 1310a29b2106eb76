package dev.serin.delivery.build;

import dev.serin.delivery.affected.Affected;
import dev.serin.delivery.affected.Inputs;
import dev.serin.delivery.base.BaseImages;
import dev.serin.delivery.build.process.ChildEnvironment;
import dev.serin.delivery.build.toolchain.Surroundings;
import dev.serin.delivery.build.toolchain.Toolchain;
import dev.serin.delivery.build.toolchain.Tools;
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.image.BaseName;
import dev.serin.delivery.image.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that a service's image depends on, as far as it is known before its build:
 *
 * <ol>
 *   <li>what comes from the commit, see {@link Affected#inputs};
 *   <li>{@code descriptor "PATH"}: files that its tool reads beyond that, by their git object ids;
 *   <li>what the toolchain finds on this machine, see {@link Surroundings};
 *   <li>{@code variable NAME}: the SHA-256 of each variable that the build sees, for a value may be
 *       nobody's business;
 *   <li>{@code platform}, {@code engine}, and {@code base NAME} with the digest of the base image.
 * </ol>
 *
 * @param inputs by name
 * @param unpinned what the build fetches and nothing holds fast, in words
 * @param unseen what nobody knows of the build, in words
 * @param baseRuntime the runtime whose base image is among the inputs
 */
record ImageInputs(
    Inputs inputs, List<String> unpinned, List<String> unseen, Optional<String> baseRuntime) {
  ImageInputs {
    unpinned = List.copyOf(unpinned);
    unseen = List.copyOf(unseen);
  }

  static ImageInputs of(
      Affected affected,
      BuildRequest request,
      Toolchain toolchain,
      Tools tools,
      Map<String, String> machine)
      throws IOException, InterruptedException {
    CommitTree tree = request.tree();
    Surroundings surroundings = toolchain.surroundings(affected.service(), tree, tools);
    Map<String, String> more = new TreeMap<>(surroundings.inputs());
    for (String path : toolchain.descriptors(affected.service(), tree)) {
      more.put("descriptor \"" + path + "\"", fingerprint(tree, path));
    }
    ChildEnvironment.inputs(machine)
        .forEach((name, value) -> more.put("variable " + name, Digest.ofText(value).value()));
    more.put("platform", "linux/" + System.getProperty("os.arch", ""));
    more.put("engine", Engine.version());
    ImageInputs found =
        new ImageInputs(
            affected.inputs().with(more),
            surroundings.unpinned(),
            surroundings.unseen(),
            Optional.empty());
    return surroundings.baseRuntime().isPresent()
        ? found.withBase(surroundings.baseRuntime().get(), request.bases())
        : found;
  }

  /**
   * Why the same inputs may give another image, so that none is taken from the cache.
   *
   * @param unpinnedAllowed whether somebody takes the risk of what is not pinned
   */
  List<String> obstacles(boolean unpinnedAllowed) {
    List<String> obstacles = new ArrayList<>(unseen);
    if (!unpinnedAllowed) {
      obstacles.addAll(unpinned);
    }
    return obstacles;
  }

  /**
   * These and the base image for a runtime, which may be known only after the build. If that is
   * another one than was looked for before the build, both count, and nobody finds the image.
   *
   * @throws IOException if the base image is not there
   */
  ImageInputs withBase(String runtime, Optional<BaseImages> bases)
      throws IOException, InterruptedException {
    if (bases.isEmpty() || baseRuntime.equals(Optional.of(runtime))) {
      return this;
    }
    BaseName base = bases.get().name(runtime);
    String place = baseRuntime.isEmpty() ? "base " : "base after the build ";
    return new ImageInputs(
        inputs.with(Map.of(place + base.name(), base.digest().value())),
        unpinned,
        unseen,
        Optional.of(runtime));
  }

  private static String fingerprint(CommitTree tree, String path) {
    return tree.entry(path).map(entry -> entry.kind() + " " + entry.id()).orElse("absent");
  }
}
