package dev.serin.demo.place;

import dev.serin.delivery.base.BaseImages;
import dev.serin.delivery.registry.ImagePublisher;
import dev.serin.demo.measure.Stopwatch;
import dev.serin.demo.measure.TrafficLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One of the kinds of places that the same stories can be played on. */
public interface Backend {
  /** Its name in the report, such as {@code local}. */
  String name();

  /** What kind of place it is, for people; a few short lines. */
  List<String> description();

  /** What is missing before it can be used, each with what to do; empty when nothing is. */
  List<String> problems();

  /** The namespace of the services. */
  String namespace();

  /** What images build upon; nothing where the cluster brings the runtimes. */
  Optional<BaseImages> bases();

  /** Where images are published; nothing where the cluster reads the layout. */
  Optional<ImagePublisher> registry();

  /**
   * The name by which the cluster pulls an image.
   *
   * @param image its name in the release
   */
  String inCluster(String image);

  /** The longest that a rollout may take. */
  Duration patience();

  /** Starts a place, and returns while the gateway and the agent are still getting ready. */
  Place open(Opening opening) throws InterruptedException;

  /**
   * What a place is started with.
   *
   * @param work a folder of the place's own
   * @param images the OCI layout that images go into
   * @param agentLog the file that the agent's output goes to, if it runs beside the demo
   * @param atGateway takes every request with the version that answered it
   * @param stopwatch the demo's time
   */
  record Opening(
      Path work, Path images, Path agentLog, TrafficLog atGateway, Stopwatch stopwatch) {}
}
