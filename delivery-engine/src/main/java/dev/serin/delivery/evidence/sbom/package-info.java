/** Bills of materials: the packages that are in an image, in CycloneDX's form. */
@NullMarked
package dev.serin.delivery.evidence.sbom;

import org.jspecify.annotations.NullMarked;
