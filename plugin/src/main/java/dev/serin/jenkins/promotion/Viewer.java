package dev.serin.jenkins.promotion;

import dev.serin.jenkins.SerinPermissions;
import dev.serin.jenkins.policy.Voter;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.Permission;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponses;

/** What the person who asks may see and do. */
final class Viewer {

  private Viewer() {}

  /** Whether they may see the promotion: its job, and promotions of it. */
  static boolean maySee(Promotion promotion) {
    return may(promotion, SerinPermissions.VIEW);
  }

  /** Whether they have the permission on the promotion's job. */
  static boolean may(Promotion promotion, Permission permission) {
    return job(promotion).map(item -> item.hasPermission(permission)).orElse(false);
  }

  /** Refuses who has not the permission on the promotion's job, as Jenkins does everywhere. */
  static void check(Promotion promotion, Permission permission) {
    job(promotion).orElseThrow(HttpResponses::notFound).checkPermission(permission);
  }

  private static Optional<Item> job(Promotion promotion) {
    return Optional.ofNullable(Jenkins.get().getItemByFullName(promotion.job(), Item.class));
  }

  /** They, as the one who decides. */
  static Voter voter(Promotion promotion) {
    User user = User.current();
    if (user == null) {
      return new Voter("", Set.of(), false);
    }
    Set<String> groups = user.getAuthorities().stream().collect(Collectors.toSet());
    return new Voter(user.getId(), groups, may(promotion, SerinPermissions.APPROVE));
  }

  /** Their user id. */
  static String name() {
    User user = User.current();
    return user == null ? "anonymous" : user.getId();
  }
}
