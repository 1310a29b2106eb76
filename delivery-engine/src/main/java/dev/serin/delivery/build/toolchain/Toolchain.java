package dev.serin.delivery.build.toolchain;

import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.git.CommitTree;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * How one kind of component is built and tested. One class for each kind; safe for use by threads.
 */
public interface Toolchain {
  /** The kind's id, as in {@link dev.serin.delivery.catalog.Toolchains}. */
  String id();

  /**
   * Says what this machine lacks to build a component. Asked before anything starts.
   *
   * @return for each tool that is missing or too old: its name, the version wanted, how to get it
   */
  List<String> missing(Component component, CommitTree tree, Tools tools)
      throws InterruptedException;

  /**
   * The files that its tool reads beyond the component's own inputs, such as the descriptors of all
   * modules of a reactor.
   */
  Set<String> descriptors(Component component, CommitTree tree);

  /**
   * Says what the component's build reads beside the commit. A toolchain that leaves this out is
   * never served from the cache.
   */
  default Surroundings surroundings(Component component, CommitTree tree, Tools tools)
      throws InterruptedException {
    return Surroundings.unknown(id());
  }

  /**
   * Builds and tests a component in its workspace, which holds its inputs.
   *
   * @throws StageFailureException if the component is at fault
   * @throws IOException if this machine is
   */
  Artifact build(ServiceBuild build)
      throws StageFailureException, IOException, InterruptedException;
}
