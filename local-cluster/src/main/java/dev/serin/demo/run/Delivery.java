package dev.serin.demo.run;

import dev.serin.delivery.affected.Affected;
import dev.serin.delivery.affected.Plan;
import dev.serin.delivery.affected.Planner;
import dev.serin.delivery.build.BuildOptions;
import dev.serin.delivery.build.BuildReport;
import dev.serin.delivery.build.BuildRequest;
import dev.serin.delivery.build.Builder;
import dev.serin.delivery.build.Publication;
import dev.serin.delivery.build.ServiceOutcome;
import dev.serin.delivery.build.toolchain.Machine;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.read.CatalogReader;
import dev.serin.delivery.git.Commit;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.release.Release;
import dev.serin.delivery.release.ReleaseFile;
import dev.serin.delivery.release.Releases;
import dev.serin.delivery.render.Environment;
import dev.serin.delivery.render.Manifests;
import dev.serin.delivery.render.Renderer;
import dev.serin.demo.deploy.ManifestReader;
import dev.serin.demo.place.Backend;
import dev.serin.demo.place.DemoException;
import dev.serin.demo.push.Pushed;
import dev.serin.demo.report.AffectedService;
import dev.serin.demo.report.ServiceReport;
import dev.serin.demo.view.Narrator;
import dev.serin.demo.view.Texts;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a build machine does with a push: plan, build, release, render. */
final class Delivery {
  private final Path repository;
  private final Path images;
  private final WorkFolder work;
  private final Scoreboard scoreboard;
  private final Planner planner = new Planner(CatalogReader.standard());
  private final Builder builder;
  private final Environment environment;
  private final Backend backend;
  private final InstantSource clock;

  /**
   * A delivery from one repository.
   *
   * @param repository the folder of the bare repository
   * @param images the OCI layout that images go into
   * @param work where logs, releases and manifests go
   * @param environment where the services are to run
   * @param backend what images must be like there
   * @param clock the time of the releases
   */
  Delivery(
      Path repository,
      Path images,
      WorkFolder work,
      Environment environment,
      Backend backend,
      InstantSource clock,
      Scoreboard scoreboard) {
    this.environment = environment;
    this.backend = backend;
    this.clock = clock;
    this.repository = repository;
    this.images = images;
    this.work = work;
    this.scoreboard = scoreboard;
    Machine here = Machine.current();
    this.builder =
        new Builder(
            new Machine(here.environment(), here.home(), here.cache(), work.folder("builds")));
  }

  /** Makes tested images and manifests of what a push affects, and tells it to a narrator. */
  Delivered deliver(Pushed pushed, Narrator narrator) throws InterruptedException {
    try (GitRepository git = GitRepository.open(repository)) {
      Optional<Commit> base = pushed.base().map(git::resolve);
      Plan plan = planner.plan(git, base, git.resolve(pushed.head()));
      List<AffectedService> affected = plan.affected().stream().map(Delivery::affected).toList();
      narrator.affected(affected, plan.unaffected().stream().map(Component::name).toList());
      BuildReport report = build(git, plan, narrator);
      Release release = Releases.of(plan, report, "", clock.instant());
      writeRelease(release, narrator);
      return new Delivered(
          affected,
          imagesOf(report),
          manifests(plan, release),
          report.failed().stream().map(Delivery::failed).toList());
    } catch (IOException problem) {
      throw new DemoException("The build failed: " + problem, problem);
    }
  }

  private BuildReport build(GitRepository git, Plan plan, Narrator narrator)
      throws IOException, InterruptedException {
    BuildRequest request =
        new BuildRequest(
            git.tree(plan.head()),
            plan.catalog(),
            plan.affected(),
            plan.repository(),
            "",
            images,
            work.folder("logs"),
            BuildOptions.defaults(),
            backend.bases(),
            backend.registry().map(Publication::plain));
    return builder.build(request, new BuildTeller(narrator, scoreboard));
  }

  private static Map<String, String> imagesOf(BuildReport report) {
    Map<String, String> images = new TreeMap<>();
    report.built().forEach(built -> images.put(built.service(), built.image()));
    return images;
  }

  private static AffectedService affected(Affected affected) {
    return new AffectedService(
        affected.service().name(),
        affected.reasons().stream()
            .map(reason -> new AffectedService.Why(reason.kind().word(), reason.detail()))
            .toList());
  }

  private static ServiceReport failed(ServiceOutcome.Failed failed) {
    dev.serin.demo.report.ServiceOutcome outcome =
        switch (failed.stage()) {
          case BUILD -> dev.serin.demo.report.ServiceOutcome.FAILED_BUILD;
          case TEST -> dev.serin.demo.report.ServiceOutcome.FAILED_TEST;
          case IMAGE, PUSH -> dev.serin.demo.report.ServiceOutcome.FAILED_IMAGE;
        };
    return new ServiceReport(failed.service(), outcome, null, failed.message());
  }

  private void writeRelease(Release release, Narrator narrator) throws IOException {
    Path file = work.folder("releases").resolve(release.name() + ".json");
    ReleaseFile.write(release, file);
    narrator.at(
        "release "
            + release.name()
            + ": "
            + Texts.count(release.services().size(), "good service")
            + (release.failed().isEmpty() ? "" : ", " + release.failed().size() + " left out"));
  }

  /** The manifests of each service of a release, also written to files for people to look at. */
  private Map<String, List<HasMetadata>> manifests(Plan plan, Release release) throws IOException {
    Map<String, List<HasMetadata>> manifests = new TreeMap<>();
    for (Release.Service service : release.services()) {
      Component component = plan.catalog().service(service.name()).orElseThrow();
      String yaml =
          Manifests.toYaml(
              Renderer.render(
                  component.effectiveDescription(),
                  backend.inCluster(service.image()),
                  environment));
      Path folder = work.folder("manifests/" + release.name());
      Files.writeString(folder.resolve(service.name() + ".yaml"), yaml);
      manifests.put(service.name(), ManifestReader.read(yaml));
    }
    return manifests;
  }
}
