package dev.serin.delivery.catalog.known;

import dev.serin.delivery.catalog.BuildDescription;
import dev.serin.delivery.catalog.BuildDescription.Limits;
import dev.serin.delivery.catalog.ServiceDescription;
import dev.serin.delivery.catalog.ServiceDescription.Backing;
import dev.serin.delivery.catalog.ServiceDescription.Canary;
import dev.serin.delivery.catalog.ServiceDescription.CanaryStep;
import dev.serin.delivery.catalog.ServiceDescription.CanarySteps;
import dev.serin.delivery.catalog.ServiceDescription.Deploy;
import dev.serin.delivery.catalog.ServiceDescription.Image;
import dev.serin.delivery.catalog.ServiceDescription.NamedCanary;
import dev.serin.delivery.catalog.ServiceDescription.Objectives;
import dev.serin.delivery.catalog.ServiceDescription.Pause;
import dev.serin.delivery.catalog.ServiceDescription.Route;
import dev.serin.delivery.catalog.ServiceDescription.Scale;
import dev.serin.delivery.catalog.ServiceDescription.SetWeight;
import dev.serin.delivery.catalog.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Turns the description of a service into values and back, field by field. */
final class DescriptionCodec {
  private DescriptionCodec() {}

  static void write(RecordOutput output, ServiceDescription description) {
    output.text(description.service());
    output.optional(description.owner(), RecordOutput::text);
    write(output, description.build());
    output.all(description.dependsOn(), RecordOutput::text);
    output.number(description.image().port());
    output.all(description.image().runtimeFlags(), RecordOutput::text);
    write(output, description.deploy());
    write(output, description.workload());
  }

  static ServiceDescription read(RecordInput input) throws IOException {
    return new ServiceDescription(
        input.text(),
        input.optional(RecordInput::text),
        build(input),
        input.all(RecordInput::text),
        new Image(input.number(Integer.MAX_VALUE), input.all(RecordInput::text)),
        deploy(input),
        workload(input));
  }

  private static void write(RecordOutput output, BuildDescription build) {
    output.optional(build.tool(), RecordOutput::text);
    output.all(build.needs(), RecordOutput::text);
    output.number(build.retries());
    output.optional(build.timeout(), DescriptionCodec::write);
    Limits limits = build.limits();
    output.number(limits.memoryBytes().orElse(-1));
    output.number(limits.processes().orElse(-1));
    output.number(limits.diskBytes().orElse(-1));
  }

  private static BuildDescription build(RecordInput input) throws IOException {
    return new BuildDescription(
        input.optional(RecordInput::text),
        input.all(RecordInput::text),
        input.number(Integer.MAX_VALUE),
        input.optional(DescriptionCodec::duration),
        new Limits(amount(input), number(input), amount(input)));
  }

  private static void write(RecordOutput output, Deploy deploy) {
    output.number(deploy.replicas());
    output.optional(deploy.route(), DescriptionCodec::write);
    output.all(deploy.calls(), RecordOutput::text);
    output.all(deploy.backing(), DescriptionCodec::write);
    output.optional(deploy.scale(), DescriptionCodec::write);
    write(output, deploy.canary());
    output.optional(deploy.slo(), DescriptionCodec::write);
  }

  private static Deploy deploy(RecordInput input) throws IOException {
    return new Deploy(
        input.number(Integer.MAX_VALUE),
        input.optional(DescriptionCodec::route),
        input.all(RecordInput::text),
        input.all(each -> new Backing(each.text(), each.text())),
        input.optional(
            each ->
                new Scale(
                    each.number(Integer.MAX_VALUE), each.number(Integer.MAX_VALUE), number(each))),
        canary(input),
        input.optional(DescriptionCodec::objectives));
  }

  private static void write(RecordOutput output, Route route) {
    output.optional(route.host(), RecordOutput::text);
    output.text(route.path());
    output.optional(route.auth(), RecordOutput::text);
  }

  private static Route route(RecordInput input) throws IOException {
    return new Route(
        input.optional(RecordInput::text), input.text(), input.optional(RecordInput::text));
  }

  private static void write(RecordOutput output, Backing backing) {
    output.text(backing.kind());
    output.text(backing.name());
  }

  private static void write(RecordOutput output, Scale scale) {
    output.number(scale.min());
    output.number(scale.max());
    output.number(scale.cpuPercent().orElse(-1));
  }

  private static void write(RecordOutput output, Canary canary) {
    if (canary instanceof NamedCanary named) {
      output.optional(Optional.of(named.policy()), RecordOutput::text);
    } else if (canary instanceof CanarySteps written) {
      output.optional(Optional.<String>empty(), RecordOutput::text);
      output.all(written.steps(), DescriptionCodec::write);
    }
  }

  private static Canary canary(RecordInput input) throws IOException {
    Optional<String> policy = input.optional(RecordInput::text);
    return policy.isPresent()
        ? new NamedCanary(policy.get())
        : new CanarySteps(input.all(DescriptionCodec::step));
  }

  private static void write(RecordOutput output, CanaryStep step) {
    if (step instanceof SetWeight weight) {
      output.number(weight.percent());
    } else if (step instanceof Pause pause) {
      output.number(-1);
      output.optional(pause.duration(), DescriptionCodec::write);
    }
  }

  private static CanaryStep step(RecordInput input) throws IOException {
    OptionalInt percent = number(input);
    return percent.isPresent()
        ? new SetWeight(percent.getAsInt())
        : new Pause(input.optional(DescriptionCodec::duration));
  }

  private static void write(RecordOutput output, Objectives objectives) {
    output.optional(objectives.availability().map(Double::doubleToLongBits), RecordOutput::number);
    output.map(objectives.latency(), DescriptionCodec::write);
  }

  private static Objectives objectives(RecordInput input) throws IOException {
    return new Objectives(
        input.optional(RecordInput::number).map(Double::longBitsToDouble),
        input.map(DescriptionCodec::duration));
  }

  private static void write(RecordOutput output, Workload workload) {
    output.all(workload.command(), RecordOutput::text);
    output.all(workload.arguments(), RecordOutput::text);
    output.map(workload.variables(), RecordOutput::text);
    output.map(workload.requests(), RecordOutput::text);
    output.map(workload.limits(), RecordOutput::text);
    output.optional(workload.readyPath(), RecordOutput::text);
    output.optional(workload.livePath(), RecordOutput::text);
  }

  private static Workload workload(RecordInput input) throws IOException {
    return new Workload(
        input.all(RecordInput::text),
        input.all(RecordInput::text),
        input.map(RecordInput::text),
        input.map(RecordInput::text),
        input.map(RecordInput::text),
        input.optional(RecordInput::text),
        input.optional(RecordInput::text));
  }

  private static void write(RecordOutput output, Duration duration) {
    output.number(duration.toMillis());
  }

  private static Duration duration(RecordInput input) throws IOException {
    return Duration.ofMillis(input.number());
  }

  private static OptionalLong amount(RecordInput input) throws IOException {
    long value = input.number();
    return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static OptionalInt number(RecordInput input) throws IOException {
    int value = input.number(-1, Integer.MAX_VALUE);
    return value < 0 ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
