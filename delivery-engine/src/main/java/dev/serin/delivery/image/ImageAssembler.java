package dev.serin.delivery.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/**
 * Makes an OCI image of a service without a daemon, and puts it into a layout.
 *
 * <ol>
 *   <li>Jib writes layers, configuration and manifest of an image on an empty base to a tar file.
 *       Times are the epoch, owners and modes fixed, entries sorted.
 *   <li>Its blobs go into the layout, each checked against its digest.
 *   <li>With a base image, its layers come below, and its configuration is kept where the service
 *       says nothing else.
 *   <li>The manifest gets its annotations, which Jib cannot write, and with them its final digest.
 *   <li>The index names the manifest; until then nobody sees the image.
 * </ol>
 *
 * <p>Invariant: the digest depends on {@link ImageContent} and {@link BaseImage} alone. The commit
 * and the repository's address are annotations of the index entry, because an unchanged service in
 * a new commit is the same image and must not be rolled out again.
 */
public final class ImageAssembler {
  private static final AbsoluteUnixPath APPLICATION = AbsoluteUnixPath.get("/app");
  private static final FilePermissions EXECUTABLE = FilePermissions.fromOctalString("755");
  private static final FilePermissions PLAIN = FilePermissions.fromOctalString("644");

  /** Nobody, by number: Kubernetes can see that it is not root. */
  private static final String USER = "65532:65532";

  private final OciLayout layout;

  /** The layout that images go into. */
  public OciLayout layout() {
    return layout;
  }

  /** Puts images into this layout. */
  public ImageAssembler(OciLayout layout) {
    this.layout = layout;
  }

  /**
   * Makes the image and lists it under its name.
   *
   * @param base what the image builds upon; nothing for one that holds the content alone
   * @param scratch a folder of this call's own for intermediate files
   * @return the digest of the image's manifest
   * @throws IOException if a file cannot be read, or the layout cannot be written
   */
  public Digest assemble(
      ImageContent content, Optional<BaseImage> base, ImageName name, Path scratch)
      throws IOException, InterruptedException {
    Path tarFile = scratch.resolve("image.tar");
    writeTar(content, tarFile, scratch.resolve("jib"));
    OciManifest manifest = OciTar.copyInto(layout, tarFile);
    Map<String, String> annotations = annotations(content);
    if (base.isPresent()) {
      manifest = base.get().under(manifest, layout);
      annotations.putAll(base.get().annotations());
    }
    byte[] annotated = manifest.withAnnotations(annotations).toBytes();
    Digest digest = layout.addBlob(annotated);
    layout.publish(
        new OciDescriptor(
            OciLayout.MANIFEST_TYPE, digest.value(), annotated.length, name.indexAnnotations()));
    return digest;
  }

  private static Map<String, String> annotations(ImageContent content) {
    Map<String, String> annotations = new TreeMap<>();
    annotations.put("dev.serin.runtime", content.runtime());
    annotations.put("org.opencontainers.image.title", content.title());
    return annotations;
  }

  private static void writeTar(ImageContent content, Path tarFile, Path cache)
      throws IOException, InterruptedException {
    JibContainerBuilder image =
        Jib.fromScratch()
            .setFormat(ImageFormat.OCI)
            .setCreationTime(Instant.EPOCH)
            .setWorkingDirectory(APPLICATION)
            .setEntrypoint(content.entrypoint())
            .setEnvironment(content.environment())
            .setExposedPorts(Port.tcp(content.port()))
            .setUser(USER);
    for (ImageLayer layer : content.layers()) {
      image.addFileEntriesLayer(jibLayer(layer));
    }
    try {
      image.containerize(
          Containerizer.to(TarImage.at(tarFile).named("serin"))
              .setBaseImageLayersCache(cache.resolve("base"))
              .setApplicationLayersCache(cache.resolve("application"))
              .setOfflineMode(true)
              .setToolName("serin"));
    } catch (ExecutionException problem) {
      throw new IOException("cannot make the image", problem.getCause());
    } catch (InvalidImageReferenceException
        | RegistryException
        | CacheDirectoryCreationException problem) {
      throw new IOException("cannot make the image", problem);
    }
  }

  private static FileEntriesLayer jibLayer(ImageLayer layer) {
    FileEntriesLayer.Builder builder = FileEntriesLayer.builder().setName(layer.name());
    for (ImageFile file : layer.files()) {
      builder.addEntry(
          file.source(),
          APPLICATION.resolve(file.path()),
          file.executable() ? EXECUTABLE : PLAIN,
          FileEntriesLayer.DEFAULT_MODIFICATION_TIME);
    }
    return builder.build();
  }
}
