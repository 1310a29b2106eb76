package dev.serin.delivery.evidence.sbom;

import dev.serin.delivery.image.ImageFile;
import java.io.IOException;
import java.util.List;

/** Recognises the packages of one kind by the files that they leave in an image. */
@FunctionalInterface
interface PackageReader {
  /** The packages that a file belongs to; none if it is no sign of any. */
  List<SoftwarePackage> read(ImageFile file) throws IOException;
}
