package dev.serin.delivery.affected;

import dev.serin.delivery.catalog.Component;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a service's build reads of a commit. Two commits with the same inputs give the same image; a
 * service is affected when their hash differs. They are:
 *
 * <ol>
 *   <li>{@code service}, {@code path} and {@code port};
 *   <li>for the service and each component of its dependency closure {@code component "PATH"}: its
 *       toolchain, and the kind and git object id of its folder or file (a folder's id covers
 *       names, modes and contents of all below, {@code service.yaml} too);
 *   <li>for each build file outside of these folders {@code file "PATH"}: its kind and git object
 *       id, or the SHA-256 of the part that matters to this service (see {@link
 *       dev.serin.delivery.affected.shared.SharedFile}); files that mean nothing to it are left
 *       out.
 * </ol>
 */
final class CommitInputs {
  private CommitInputs() {}

  static Inputs of(Component service, Snapshot snapshot) {
    List<Component> closure = snapshot.closure(service);
    Map<String, String> inputs = new TreeMap<>();
    inputs.put("service", service.name());
    inputs.put("path", service.path());
    inputs.put("port", String.valueOf(service.effectiveDescription().image().port()));
    for (Component component : closure) {
      inputs.put(
          "component " + Inputs.quoted(component.path()),
          component.toolchain() + " " + snapshot.fingerprint(component.path()));
    }
    for (String file : snapshot.buildFiles(closure)) {
      String fingerprint = snapshot.buildFileFingerprint(file, closure);
      if (!fingerprint.equals(Snapshot.ABSENT)) {
        inputs.put("file " + Inputs.quoted(file), fingerprint);
      }
    }
    return new Inputs(inputs);
  }
}
