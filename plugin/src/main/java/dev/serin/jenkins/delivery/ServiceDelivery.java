package dev.serin.jenkins.delivery;

import dev.serin.jenkins.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run did with one service. Kept with the run, so it is small. */
public final class ServiceDelivery {

  /** The most that is kept of an error message; the whole of it is in the log. */
  static final int MESSAGE_LIMIT = 2000;

  private static final int REASONS_LIMIT = 1000;

  private final String name;
  private final String path;
  private final String reasons;
  private final State state;
  private final String image;
  private final String runtime;
  private final int passed;
  private final int failed;
  private final int skipped;
  private final double seconds;
  private final String stage;
  private final String message;
  private final String evidence;

  /** How far a service came. */
  public enum State {
    /** Affected; not built yet. */
    PLANNED,
    /** Built and tested; its image has a digest. */
    BUILT,
    /** Its build, its tests or its image failed. */
    FAILED
  }

  private ServiceDelivery(
      String name,
      String path,
      String reasons,
      State state,
      String image,
      String runtime,
      Map<String, Object> tests,
      double seconds,
      String stage,
      String message,
      String evidence) {
    this.name = name;
    this.path = path;
    this.reasons = clipped(reasons, REASONS_LIMIT);
    this.state = state;
    this.image = image;
    this.runtime = runtime;
    this.passed = Json.number(tests.get("passed"));
    this.failed = Json.number(tests.get("failed"));
    this.skipped = Json.number(tests.get("skipped"));
    this.seconds = seconds;
    this.stage = stage;
    this.message = clipped(message, MESSAGE_LIMIT);
    this.evidence = clipped(evidence, REASONS_LIMIT);
  }

  static ServiceDelivery planned(Map<String, Object> service) {
    return new ServiceDelivery(
        Json.text(service.get("service")),
        Json.text(service.get("path")),
        reasons(service),
        State.PLANNED,
        "",
        Json.text(service.get("toolchain")),
        Map.of(),
        0,
        "",
        "",
        "");
  }

  static ServiceDelivery built(Map<String, Object> service) {
    return new ServiceDelivery(
        Json.text(service.get("name")),
        Json.text(service.get("path")),
        reasons(service),
        State.BUILT,
        Json.text(service.get("image")),
        Json.text(service.get("runtime")),
        Json.map(service.get("tests")),
        service.get("seconds") instanceof Number number ? number.doubleValue() : 0,
        "",
        "",
        "");
  }

  ServiceDelivery failed(Map<String, Object> failure) {
    return new ServiceDelivery(
        name,
        path,
        reasons,
        State.FAILED,
        "",
        runtime,
        Map.of(),
        0,
        Json.text(failure.get("stage")),
        Json.text(failure.get("message")),
        "");
  }

  /** With the verdict of {@code serin verify} on its image. */
  ServiceDelivery verified(Map<String, Object> verdict) {
    boolean good = Boolean.TRUE.equals(verdict.get("verified"));
    String missing =
        Json.list(verdict.get("missing")).stream()
            .map(Json::text)
            .collect(Collectors.joining(", "));
    return new ServiceDelivery(
        name,
        path,
        reasons,
        state,
        image,
        runtime,
        Map.of("passed", passed, "failed", failed, "skipped", skipped),
        seconds,
        stage,
        message,
        good ? "verified" : "lacks " + missing);
  }

  ServiceDelivery planned() {
    return new ServiceDelivery(
        name, path, reasons, State.PLANNED, "", runtime, Map.of(), 0, "", "", "");
  }

  static ServiceDelivery unplanned(String name) {
    return planned(Map.of("service", name));
  }

  private static String reasons(Map<String, Object> service) {
    return Json.list(service.get("reasons")).stream()
        .map(Json::map)
        .map(reason -> Json.text(reason.get("kind")) + ": " + Json.text(reason.get("detail")))
        .collect(Collectors.joining("\n"));
  }

  private static String clipped(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, limit - 1) + "…";
  }

  /** Its name. */
  public String getName() {
    return name;
  }

  /** Its folder, from the root of the repository. */
  public String getPath() {
    return path;
  }

  /** Why it is affected, one reason each. */
  public List<String> getReasons() {
    return reasons.lines().toList();
  }

  /** How far it came. */
  public State getState() {
    return state;
  }

  /** Its image by digest; empty while there is none. */
  public String getImage() {
    return image;
  }

  /** The digest without the repository, short enough for a table. */
  public String getShortDigest() {
    int at = image.indexOf("@sha256:");
    return at < 0 ? "" : image.substring(at + 8, Math.min(image.length(), at + 20));
  }

  /** What runs it, such as java17. */
  public String getRuntime() {
    return runtime;
  }

  /** Tests that passed. */
  public int getPassed() {
    return passed;
  }

  /** Tests that failed. */
  public int getFailed() {
    return failed;
  }

  /** Tests that were left out. */
  public int getSkipped() {
    return skipped;
  }

  /** How long its build took, in seconds, to a tenth. */
  public double getSeconds() {
    return Math.round(seconds * 10) / 10.0;
  }

  /** Where it failed: build, test, image or push; empty when it did not. */
  public String getStage() {
    return stage;
  }

  /** What its evidence came to: verified, or what it lacks; empty while nobody has asked. */
  public String getEvidence() {
    return evidence;
  }

  /** What the failure said. */
  public String getMessage() {
    return message;
  }
}
