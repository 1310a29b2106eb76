package dev.serin.delivery.evidence.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.delivery.image.BaseImage;
import dev.serin.delivery.image.Digest;
import dev.serin.delivery.image.ImageContent;
import dev.serin.delivery.image.ImageFile;
import dev.serin.delivery.image.ImageLayer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.Metadata;

/**
 * What an image is made of, in CycloneDX 1.6.
 *
 * <ol>
 *   <li>The packages are those whose files are in the image, not those that a build file wishes
 *       for: what was left out or came from elsewhere shows. Go's are in the binary and come from
 *       {@code go.mod}.
 *   <li>The base image is one part, by its digest; its own packages are in its own bill.
 *   <li>The same image always has the same bill, byte by byte: no time, and a serial number that
 *       follows from the image's digest.
 * </ol>
 */
public final class BillOfMaterials {
  private static final List<PackageReader> READERS =
      List.of(new MavenPackages(), new NpmPackages(), new PythonPackages());
  private static final ObjectMapper JSON = new ObjectMapper();

  private BillOfMaterials() {}

  /**
   * Lists the parts of an image.
   *
   * @param image its digest
   * @param content what was put into it
   * @param base what it builds upon
   * @param goMod the text of its {@code go.mod}; empty if it is no Go program
   */
  public static JsonNode of(
      Digest image, ImageContent content, Optional<BaseImage> base, String goMod)
      throws IOException {
    TreeSet<SoftwarePackage> packages = new TreeSet<>(GoModules.in(goMod));
    for (ImageLayer layer : content.layers()) {
      for (ImageFile file : layer.files()) {
        for (PackageReader reader : READERS) {
          packages.addAll(reader.read(file));
        }
      }
    }
    Bom bom = new Bom();
    bom.setSerialNumber(
        "urn:uuid:" + UUID.nameUUIDFromBytes(image.value().getBytes(StandardCharsets.UTF_8)));
    bom.setMetadata(metadata(image, content));
    List<Component> components = new ArrayList<>();
    base.ifPresent(it -> components.add(container(it)));
    packages.forEach(each -> components.add(library(each)));
    bom.setComponents(components);
    try {
      return JSON.readTree(BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString());
    } catch (GeneratorException impossible) {
      throw new IllegalStateException("a bill of plain texts is always JSON", impossible);
    }
  }

  private static Metadata metadata(Digest image, ImageContent content) {
    Component service = new Component();
    service.setType(Component.Type.CONTAINER);
    service.setName(content.title());
    service.setVersion(image.value());
    service.setBomRef(image.value());
    service.addHash(new Hash(Hash.Algorithm.SHA_256, image.hex()));
    Metadata metadata = new Metadata();
    metadata.setTimestamp(null);
    metadata.setComponent(service);
    return metadata;
  }

  private static Component container(BaseImage base) {
    Component component = new Component();
    component.setType(Component.Type.CONTAINER);
    component.setName(base.name());
    component.setVersion(base.digest().value());
    component.setBomRef(base.digest().value());
    component.addHash(new Hash(Hash.Algorithm.SHA_256, base.digest().hex()));
    return component;
  }

  private static Component library(SoftwarePackage each) {
    Component component = new Component();
    component.setType(Component.Type.LIBRARY);
    if (!each.group().isEmpty()) {
      component.setGroup(each.group());
    }
    component.setName(each.name());
    component.setVersion(each.version());
    component.setPurl(each.url());
    component.setBomRef(each.url());
    if (!each.license().isEmpty()) {
      License license = new License();
      license.setName(each.license());
      LicenseChoice choice = new LicenseChoice();
      choice.addLicense(license);
      component.setLicenses(choice);
    }
    return component;
  }
}
