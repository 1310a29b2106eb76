package dev.serin.demo.run;

import dev.serin.delivery.affected.Affected;
import dev.serin.delivery.affected.Plan;
import dev.serin.delivery.affected.Planner;
import dev.serin.delivery.build.BuildOptions;
import dev.serin.delivery.build.BuildReport;
import dev.serin.delivery.build.BuildRequest;
import dev.serin.delivery.build.Builder;
import dev.serin.delivery.build.Machine;
import dev.serin.delivery.build.ServiceOutcome;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.git.Commit;
import dev.serin.delivery.git.GitRepository;
import dev.serin.demo.push.Pushed;
import dev.serin.demo.report.AffectedService;
import dev.serin.demo.report.ServiceReport;
import dev.serin.demo.view.Narrator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a build machine does with a push: plan, build, release, render. */
final class Delivery {
  private final Path repository;
  private final Path images;
  private final WorkFolder work;
  private final Narrator narrator;
  private final Scoreboard scoreboard;
  private final Planner planner;
  private final Builder builder;

  /**
   * A delivery from one repository.
   *
   * @param repository the folder of the bare repository
   * @param images the OCI layout that images go into
   * @param work where logs, releases and manifests go
   */
  Delivery(
      Path repository, Path images, WorkFolder work, Narrator narrator, Scoreboard scoreboard) {
    this.repository = repository;
    this.images = images;
    this.work = work;
    this.narrator = narrator;
    this.scoreboard = scoreboard;
  }
}
