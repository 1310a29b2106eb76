package dev.serin.jenkins.step;

import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;

/** Choices of credentials for a registry, shown to those who may configure only. */
final class RegistryCredentials {

  private RegistryCredentials() {}

  /** What a form offers: all that the job may use, or only what is chosen already. */
  static ListBoxModel choices(@Nullable Item item, String current) {
    StandardListBoxModel model = new StandardListBoxModel();
    if (!mayConfigure(item)) {
      return model.includeCurrentValue(current);
    }
    return model
        .includeEmptyValue()
        .includeAs(ACL.SYSTEM, item, StandardUsernamePasswordCredentials.class)
        .includeCurrentValue(current);
  }

  private static boolean mayConfigure(@Nullable Item item) {
    return item == null
        ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
        : item.hasPermission(Item.CONFIGURE);
  }

  static void checkMayConfigure(@Nullable Item item) {
    if (item == null) {
      Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    } else {
      item.checkPermission(Item.CONFIGURE);
    }
  }
}
