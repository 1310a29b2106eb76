package dev.serin.jenkins.promotion;

import dev.serin.jenkins.config.SerinConfiguration;
import dev.serin.jenkins.delivery.Delivery;
import dev.serin.jenkins.delivery.DeliveryAction;
import hudson.AbortException;
import hudson.model.Cause;
import hudson.model.Run;
import hudson.scm.ChangeLogSet;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.scm.RunWithSCM;

/** Makes a promotion of what a run has built. */
final class PromotionRequest {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** The most commits that are kept with a promotion. */
  private static final int CHANGES_LIMIT = 200;

  private PromotionRequest() {}

  static String newId() {
    byte[] bytes = new byte[10];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  static Promotion of(Run<?, ?> run, String id, String environment, String names, Instant now)
      throws AbortException {
    DeliveryAction action = run.getAction(DeliveryAction.class);
    Delivery delivery = action == null ? Delivery.empty() : action.getDelivery();
    return new Promotion(
        id,
        run.getParent().getFullName(),
        run.getNumber(),
        environment,
        delivery.getRelease(),
        requestedBy(run),
        services(delivery, names),
        changes(run),
        now,
        SerinConfiguration.get()
            .environment(environment)
            .map(policy -> policy.policy().expires(now))
            .orElse(Instant.MAX),
        Promotion.State.WAITING,
        List.of(),
        "");
  }

  /** The images that the run has built, or those of the services that are named. */
  static List<ServiceImage> services(Delivery delivery, String names) throws AbortException {
    Set<String> wanted =
        Arrays.stream(names.split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());
    List<ServiceImage> images =
        delivery.built().stream()
            .filter(service -> wanted.isEmpty() || wanted.contains(service.getName()))
            .map(
                service ->
                    new ServiceImage(
                        service.getName(),
                        service.getImage(),
                        service.getPassed() + " passed, " + service.getFailed() + " failed"))
            .toList();
    if (images.isEmpty() || images.size() < wanted.size()) {
      throw new AbortException(
          "The run has built no image of "
              + (wanted.isEmpty() ? "any service" : String.join(", ", wanted))
              + ". serinBuild comes before serinPromote.");
    }
    return images;
  }

  private static String requestedBy(Run<?, ?> run) {
    Cause.UserIdCause cause = run.getCause(Cause.UserIdCause.class);
    String user = cause == null ? null : cause.getUserId();
    return user == null ? "" : user;
  }

  private static List<Change> changes(Run<?, ?> run) {
    List<Change> changes = new ArrayList<>();
    if (run instanceof RunWithSCM<?, ?> withScm) {
      for (ChangeLogSet<? extends ChangeLogSet.Entry> set : withScm.getChangeSets()) {
        for (ChangeLogSet.Entry entry : set) {
          if (changes.size() < CHANGES_LIMIT) {
            changes.add(change(entry));
          }
        }
      }
    }
    return changes;
  }

  private static Change change(ChangeLogSet.Entry entry) {
    String commit = entry.getCommitId();
    return new Change(
        commit == null ? "" : commit,
        entry.getAuthor().getId(),
        entry.getMsg().lines().findFirst().orElse(""));
  }
}
