package dev.serin.delivery.build;

import dev.serin.delivery.affected.Affected;
import dev.serin.delivery.base.BaseImages;
import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.git.CommitTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Services of one commit to build.
 *
 * @param tree the commit's files; nothing else is read, so a dirty work tree does not matter
 * @param catalog the components of that commit
 * @param services which of them to build
 * @param system name of the system, the first part of every image's name
 * @param source address of the repository; empty if it has none
 * @param images folder of the OCI image layout to add to; made if it is missing
 * @param logs folder for one log per service; made if it is missing
 * @param options how to build
 * @param bases the images that the services' own build upon; without them an image holds the
 *     service alone, and whoever runs it brings the runtime
 * @param publication where each image goes once it is made; nothing if it stays in the layout
 */
public record BuildRequest(
    CommitTree tree,
    Catalog catalog,
    List<Affected> services,
    String system,
    String source,
    Path images,
    Path logs,
    BuildOptions options,
    Optional<BaseImages> bases,
    Optional<Publication> publication) {
  /** Copies the services. */
  public BuildRequest {
    services = List.copyOf(services);
  }

  /** A request for images without bases that stay in the layout. */
  public BuildRequest(
      CommitTree tree,
      Catalog catalog,
      List<Affected> services,
      String system,
      String source,
      Path images,
      Path logs,
      BuildOptions options) {
    this(
        tree,
        catalog,
        services,
        system,
        source,
        images,
        logs,
        options,
        Optional.empty(),
        Optional.empty());
  }
}
