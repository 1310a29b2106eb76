package dev.serin.cli.command;

import dev.serin.cli.convention.Conventions;
import dev.serin.cli.output.Console;
import dev.serin.cli.output.ExitCode;
import dev.serin.cli.rollout.ClusterOptions;
import dev.serin.delivery.evidence.trust.TrustPolicy;
import dev.serin.delivery.gc.Collected;
import dev.serin.delivery.gc.GarbageCollector;
import dev.serin.delivery.gc.Needed;
import dev.serin.delivery.problem.UserError;
import dev.serin.delivery.registry.RegistryException;
import dev.serin.delivery.registry.RegistryPrefix;
import dev.serin.delivery.release.Release;
import dev.serin.delivery.release.ReleaseFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code serin gc}. */
@Command(
    name = "gc",
    header = "Free a registry of images that nobody needs any more.",
    description = {
      "Looks at the images that Serin has tagged with a hash of inputs, and says which may go; with"
          + " --delete they go, with their evidence. What is in a release file that you name (one"
          + " that is deployed, waits, or may be rolled back to), what the cluster runs or may roll"
          + " back to, what has a further tag such as 'main' (but not a change request's), and what"
          + " was built or taken from the cache in the last days (--older-than) stays. So does what"
          + " no trusted key tells the age of.",
      "A build that takes an image from the cache at the very moment of its deletion loses it: let"
          + " --older-than be days longer than builds stop using an image.",
      "The registry frees the space when its own garbage collection runs."
    },
    footer = {
      "  serin gc registry.example/shop --services cart,search --cluster --trust main.pem.pub",
      "  serin gc registry.example/shop --services cart --keep releases/ --older-than 60 \\",
      "    --trust main.pem.pub --delete"
    })
final class GcCommand extends Conventions implements Callable<Integer> {
  private static final int DEFAULT_DAYS = 30;

  @ParentCommand private @Nullable SerinCommand parent;

  @Parameters(paramLabel = "REGISTRY/PREFIX", description = "Where the images are.")
  private String target = "";

  @Option(
      names = "--services",
      paramLabel = "SERVICE",
      split = ",",
      required = true,
      description = "The services whose images are looked at.")
  private List<String> services = List.of();

  @Option(
      names = "--keep",
      paramLabel = "RELEASE|IMAGE",
      description =
          "A release file, a folder of them, or an image by digest, that is needed; may be"
              + " repeated.")
  private List<String> keep = List.of();

  @Option(
      names = "--cluster",
      description = "Keep what the cluster has a use for, earlier versions of rollouts included.")
  private boolean askCluster;

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--older-than",
      paramLabel = "DAYS",
      description = "Keep what is younger (default: " + DEFAULT_DAYS + ").")
  private int days = DEFAULT_DAYS;

  @Option(names = "--delete", description = "Delete; without it nothing is changed.")
  private boolean delete;

  @Mixin private final TrustOptions trust = new TrustOptions();

  @Mixin private final RegistryOptions registries = new RegistryOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (parent == null) {
      throw new IllegalStateException("picocli sets the parent before it calls a command");
    }
    Console console = parent.console();
    if (days < 0) {
      throw new UserError("--older-than wants a number of days, 0 or more.");
    }
    TrustPolicy policy = trust.policy(console, parent.directory());
    Needed needed = needed(parent.directory());
    RegistryPrefix prefix = RegistryPrefix.parse(target, registries.plainHttp());
    GarbageCollector collector =
        new GarbageCollector(
            registries.registries(console).client(prefix.registry()),
            policy,
            Clock.systemUTC().instant().minus(Duration.ofDays(days)));
    try {
      List<Collected> plan = new ArrayList<>();
      for (String service : services) {
        plan.addAll(collector.plan(prefix.repository(service), needed));
      }
      carryOut(plan, collector, console);
      return ExitCode.OK;
    } catch (RegistryException problem) {
      console.err().println("serin: " + problem.explanation() + ".");
      return ExitCode.FAILED;
    }
  }

  private void carryOut(List<Collected> plan, GarbageCollector collector, Console console)
      throws IOException, InterruptedException {
    for (Collected image : plan) {
      if (!image.kept() && delete) {
        collector.delete(image);
      }
      String word = image.kept() ? "kept" : delete ? "deleted" : "may go";
      console
          .out()
          .println(
              "%-7s  %s@%s  %s"
                  .formatted(word, image.repository(), image.digest(), image.reason()));
    }
    long gone = plan.stream().filter(image -> !image.kept()).count();
    console
        .err()
        .println(
            "%d of %d images %s."
                .formatted(gone, plan.size(), delete ? "deleted" : "may go (--delete lets them)"));
  }

  private Needed needed(Path directory) throws IOException {
    if (keep.isEmpty() && !askCluster) {
      throw new UserError(
          "Say what is needed: --cluster for what runs or may be rolled back to, --keep for release files, folders of them, or images by digest.");
    }
    Needed needed = new Needed();
    for (String each : keep) {
      Path path = directory.resolve(each);
      if (each.contains("@sha256:")) {
        needed.addImage(each, "is named by --keep");
      } else if (Files.isDirectory(path)) {
        try (Stream<Path> files = Files.list(path)) {
          List<Path> releases = files.filter(name -> name.toString().endsWith(".json")).toList();
          if (releases.isEmpty()) {
            throw new UserError("There is no release file (*.json) in the folder " + path + ".");
          }
          for (Path file : releases) {
            add(file, needed);
          }
        }
      } else {
        add(path, needed);
      }
    }
    if (askCluster) {
      Set<String> used = cluster.imagesInUse(directory);
      if (used.isEmpty()) {
        throw new UserError(
            "The cluster uses no image at all, so it can hardly be the one that is meant.");
      }
      used.forEach(image -> needed.addImage(image, "is in use in the cluster"));
    }
    return needed;
  }

  private static void add(Path file, Needed needed) throws IOException {
    Release release = ReleaseFile.read(file);
    release
        .services()
        .forEach(
            service -> needed.addImage(service.image(), "is in the release " + release.name()));
  }
}
