package dev.serin.delivery.evidence.sbom;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A package that is in an image.
 *
 * @param url its package URL, such as {@code pkg:maven/org.slf4j/slf4j-api@2.0.17}, which names it
 *     to those who know of vulnerabilities
 * @param group that its name belongs to; empty if there is none
 * @param name its name
 * @param version as its maker wrote it
 * @param license the expression or name that it states; empty if it states none
 */
record SoftwarePackage(String url, String group, String name, String version, String license)
    implements Comparable<SoftwarePackage> {
  /** Nothing if this can be no package: what is read from a build may be anything. */
  static Optional<SoftwarePackage> of(
      String type, String group, String name, String version, String license) {
    if (name.isBlank() || version.isBlank()) {
      return Optional.empty();
    }
    try {
      @Nullable String namespace = group.isEmpty() ? null : group;
      String url = new PackageURL(type, namespace, name, version, null, null).canonicalize();
      return Optional.of(new SoftwarePackage(url, group, name, version, license));
    } catch (MalformedPackageURLException notAPackage) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(SoftwarePackage other) {
    return url.compareTo(other.url);
  }
}
