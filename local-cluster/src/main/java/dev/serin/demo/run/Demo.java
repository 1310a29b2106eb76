package dev.serin.demo.run;

import dev.serin.delivery.catalog.ServiceDescription.CanaryStep;
import dev.serin.delivery.catalog.ServiceDescription.CanarySteps;
import dev.serin.delivery.catalog.ServiceDescription.NamedCanary;
import dev.serin.delivery.catalog.ServiceDescription.Pause;
import dev.serin.delivery.catalog.ServiceDescription.SetWeight;
import dev.serin.delivery.render.CanaryPolicies;
import dev.serin.delivery.render.Environment;
import dev.serin.demo.load.Target;
import dev.serin.demo.measure.Stopwatch;
import dev.serin.demo.measure.TrafficLog;
import dev.serin.demo.place.Backend;
import dev.serin.demo.place.LogFile;
import dev.serin.demo.push.SharedRepository;
import dev.serin.demo.report.DemoReport;
import dev.serin.demo.report.StoryReport;
import dev.serin.demo.view.LiveView;
import dev.serin.demo.view.Narrator;
import dev.serin.demo.view.Screen;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The whole demo.
 *
 * <ol>
 *   <li>The stage is set up while the first build runs: both take a while, and neither needs the
 *       other.
 *   <li>The first story deploys the shop. Then the customers come, and they never stop.
 *   <li>The other stories follow, one after the other.
 * </ol>
 *
 * <p>Invariant: whatever was started is in the teardown, so closing that leaves nothing behind.
 */
public final class Demo {
  private static final String SYSTEM = "shop";
  private static final String GATEWAY = "serin";
  private static final String LIBRARY_LOG = "demo.log";

  /** The agent's log, in the work folder. */
  static final String AGENT_LOG = "agent.log";

  /** The usual steps with short pauses; most bad versions are found in the first. */
  private static final List<CanaryStep> QUICK_STEPS =
      List.of(
          new SetWeight(10),
          new Pause(Optional.of(Duration.ofSeconds(5))),
          new SetWeight(50),
          new Pause(Optional.of(Duration.ofSeconds(2))));

  /** How long the customers are watched before the next story, and after the last one. */
  private static final Duration LOOK_AROUND = Duration.ofSeconds(1);

  private final Settings settings;
  private final Teardown teardown;
  private final InstantSource clock = InstantSource.system();
  private final Stopwatch stopwatch = new Stopwatch(clock);
  private final TrafficLog atGateway = new TrafficLog();
  private final Scoreboard scoreboard = new Scoreboard(stopwatch, atGateway);
  private final Customers customers;
  private final LiveView view;
  private final Narrator narrator;
  private Optional<WorkFolder> work = Optional.empty();
  private Optional<Background<Stage>> stage = Optional.empty();

  /**
   * A demo that has not started.
   *
   * @param settings what the user wants
   * @param screen where it is told
   * @param teardown stops what it starts; the caller closes it
   */
  public Demo(Settings settings, Screen screen, Teardown teardown) {
    this.settings = settings;
    this.teardown = teardown;
    this.customers = new Customers(settings, stopwatch);
    this.view = new LiveView(screen, scoreboard::state);
    this.narrator = new Narrator(view::say, screen.style(), screen.width(), stopwatch::elapsed);
  }

  /**
   * Looks whether the demo can run here, before anything is started.
   *
   * @return what is missing; empty when it can
   */
  public List<String> preflight() throws InterruptedException {
    return Preflight.problems(settings, ToolLookup.ofThisMachine());
  }

  /** Tells all stories; what was started is still running afterwards. */
  public DemoReport tell() throws InterruptedException {
    view.start();
    teardown.add("the view", view);
    narrator.welcome(settings.stories().size(), settings.backend().description());
    WorkFolder folder = teardown.add("the work folder", WorkFolder.create());
    work = Optional.of(folder);
    teardown.add("the log", LibraryLog.into(folder.path().resolve(LIBRARY_LOG)));
    Path images = folder.folder("images");
    Background<Stage> setUp = setUpStage(images, folder);
    List<StoryReport> stories =
        chapters(folder, images, setUp).tell(settings.stories(), story -> open(setUp.result()));
    TimeUnit.NANOSECONDS.sleep(LOOK_AROUND.toNanos());
    if (!settings.keep()) {
      customers.close();
    }
    // What follows is the summary, and no line of the view may stand below it.
    view.close();
    return Totals.of(
        stories, customers.log().tally(observation -> true), settings, stopwatch.elapsed());
  }

  private Chapters chapters(WorkFolder folder, Path images, Background<Stage> setUp) {
    SharedRepository repository =
        teardown.add(
            "the git repository",
            SharedRepository.create(folder.folder("git"), SYSTEM, settings.shop(), clock));
    Backend backend = settings.backend();
    Delivery delivery =
        new Delivery(repository.path(), images, folder, environment(), backend, clock, scoreboard);
    RolloutTeller rollouts =
        new RolloutTeller(setUp, atGateway, stopwatch, narrator, scoreboard, backend.patience());
    StoryTeller teller = new StoryTeller(rollouts, customers.log(), atGateway, stopwatch, narrator);
    return new Chapters(
        new Preparation(repository, delivery, stopwatch),
        teller,
        view,
        narrator,
        stopwatch,
        teardown);
  }

  private Environment environment() {
    return new Environment(
        SYSTEM,
        settings.backend().namespace(),
        GATEWAY,
        Optional.empty(),
        Optional.empty(),
        new CanaryPolicies(Map.of(NamedCanary.STANDARD, new CanarySteps(QUICK_STEPS))));
  }

  private Background<Stage> setUpStage(Path images, WorkFolder folder) {
    Backend.Opening opening =
        new Backend.Opening(
            folder.folder("cluster"),
            images,
            folder.path().resolve(AGENT_LOG),
            atGateway,
            stopwatch);
    StageBuilder builder = new StageBuilder(settings.backend(), teardown, narrator, scoreboard);
    Background<Stage> setUp =
        teardown.add(
            "the start of the cluster", Background.start("stage", () -> builder.build(opening)));
    stage = Optional.of(setUp);
    return setUp;
  }

  /** Says where everything is, and returns only when the process is told to end. */
  public void keepRunning() throws InterruptedException {
    List<String> services = Customers.targets().stream().map(Target::service).toList();
    Kept.addresses(stage.orElseThrow().result(), work.orElseThrow(), services).forEach(view::say);
    while (!teardown.begun()) {
      TimeUnit.SECONDS.sleep(10);
      Duration old = stopwatch.elapsed().minusSeconds(60);
      customers.forget(old);
      atGateway.forgetBefore(old);
    }
  }

  /** The last lines that the deploy agent and the demo's libraries have logged. */
  public List<String> endsOfLogs() throws InterruptedException {
    Path folder = work.orElseThrow().path();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(LIBRARY_LOG + ":");
    lines.addAll(LogFile.lastLines(folder.resolve(LIBRARY_LOG)));
    lines.add("");
    lines.add("deploy agent:");
    lines.addAll(stage.orElseThrow().result().place().endOfAgentLog());
    return List.copyOf(lines);
  }

  private void open(Stage stage) throws InterruptedException {
    if (customers.present()) {
      return;
    }
    if (!new FirstAnswers(stage.place().gateway()).await(Customers.targets())) {
      narrator.at("not every service answers at the gateway; its customers will tell");
    }
    if (!customers.come(stage)) {
      return;
    }
    teardown.add("the load", customers);
    scoreboard.show(Customers.targets().stream().map(Target::service).toList(), stage.watch());
    narrator.at(
        "customers come to the gateway: "
            + Math.round(settings.requestsPerSecond())
            + " requests/s to each service, until the end");
    TimeUnit.NANOSECONDS.sleep(LOOK_AROUND.toNanos());
  }
}
