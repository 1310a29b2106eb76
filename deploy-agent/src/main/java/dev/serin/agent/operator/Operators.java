package dev.serin.agent.operator;

import dev.serin.argo.operator.OperatorException;
import dev.serin.argo.operator.OperatorPatch;
import dev.serin.argo.operator.OperatorPatches;
import dev.serin.argo.operator.Promotion;
import dev.serin.argo.rollout.Rollout;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The verbs of operators, on a Rollout as the API server has it at that moment: the same patches as
 * those of {@code serin rollout} and of Argo's kubectl plugin, so that whichever agent leads obeys.
 * They are a person's wish and no decision of the agent's, so they need no leave to write.
 *
 * <p>All verbs answer with what was asked for, in words; or with nothing if there is no such
 * Rollout. They throw {@link OperatorException} for what makes no sense as things are, and {@code
 * KubernetesClientException} when the API server refuses or cannot be reached.
 */
public final class Operators {

  private final KubernetesClient client;
  private final PatchSender sender;
  private final TemplateChanges templates;

  /** Asks through a client. */
  public Operators(KubernetesClient client) {
    this.client = client;
    this.sender = new PatchSender(client);
    this.templates = new TemplateChanges(client, sender);
  }

  /** The Rollout as it is. */
  public Optional<Rollout> rollout(String namespace, String name) {
    return Optional.ofNullable(
        client.resources(Rollout.class).inNamespace(namespace).withName(name).get());
  }

  /** Lets it go on, so far. */
  public Optional<List<String>> promote(String namespace, String name, Promotion promotion) {
    return ask(namespace, name, rollout -> OperatorPatches.promote(rollout, promotion));
  }

  /** Takes it back to the stable version. */
  public Optional<List<String>> abort(String namespace, String name) {
    return ask(namespace, name, rollout -> List.of(OperatorPatches.abort()));
  }

  /** Tries an aborted version again. */
  public Optional<List<String>> retry(String namespace, String name) {
    return ask(namespace, name, rollout -> List.of(OperatorPatches.retry(rollout)));
  }

  /** Holds it. */
  public Optional<List<String>> pause(String namespace, String name) {
    return ask(namespace, name, rollout -> List.of(OperatorPatches.pause(rollout)));
  }

  /** Restarts all pods that are older than a time. */
  public Optional<List<String>> restart(String namespace, String name, Instant at) {
    return ask(namespace, name, rollout -> List.of(OperatorPatches.restart(at)));
  }

  /** Goes back to an earlier revision; the one before when none is named. */
  public Optional<List<String>> undo(String namespace, String name, OptionalInt revision) {
    return rollout(namespace, name).map(rollout -> templates.undo(rollout, revision));
  }

  /**
   * Gives containers other images.
   *
   * @param images images by container; {@code *} is all
   */
  public Optional<List<String>> setImages(
      String namespace, String name, Map<String, String> images) {
    return rollout(namespace, name).map(rollout -> templates.images(rollout, images));
  }

  private Optional<List<String>> ask(
      String namespace, String name, Function<Rollout, List<OperatorPatch>> verb) {
    return rollout(namespace, name)
        .map(
            rollout -> {
              List<OperatorPatch> patches = verb.apply(rollout);
              patches.forEach(patch -> sender.send(rollout, patch));
              return patches.stream().map(OperatorPatch::asked).toList();
            });
  }
}
